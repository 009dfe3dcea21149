package dev.treaty.agent.store.raft;

import dev.treaty.agent.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.ratis.server.RaftServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the node running. One that cannot write steps down at once, so that another server leads;
 * where the disk was full, it comes back by itself as soon as there is space. A disk that failed to
 * sync is not trusted again: then this server only reads until somebody looks after it.
 */
final class NodeKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(NodeKeeper.class);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofSeconds(60);

  /** What must be free before the log is opened again: Ratis allocates its files ahead. */
  private static final int ROOM = 16 << 20;

  private final RaftFolder folder;
  private final Supplier<RaftNode> starter;
  private final Consumer<String> onFailure;
  private final ScheduledExecutorService worker;
  private volatile @Nullable RaftNode node;
  private volatile @Nullable Throwable failure;
  private boolean closed;
  private Duration retry = FIRST_RETRY;

  /**
   * A keeper of nodes.
   *
   * @param onFailure told why, once what is under way cannot be finished
   */
  NodeKeeper(
      RaftFolder folder,
      Supplier<RaftNode> starter,
      Consumer<String> onFailure,
      ScheduledExecutorService worker) {
    this.folder = folder;
    this.starter = starter;
    this.onFailure = onFailure;
    this.worker = worker;
  }

  synchronized void start() {
    node = starter.get();
    var unused = worker.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  Optional<RaftNode> running() {
    return Optional.ofNullable(node);
  }

  RaftNode node() {
    return running()
        .orElseThrow(
            () -> new StoreUnavailableException(problem().orElse("the store is not open")));
  }

  /** Why this server cannot keep the log now. */
  Optional<String> problem() {
    Throwable cause = failure;
    return cause == null
        ? Optional.empty()
        : Optional.of("this server cannot keep the log: " + reason(cause));
  }

  /** From any thread of Ratis': the rest is done on ours. */
  void failed(Throwable cause) {
    if (failure != null) {
      return;
    }
    failure = cause;
    LOG.error("this server cannot keep the log and stops taking part", cause);
    try {
      worker.execute(this::stop);
    } catch (RejectedExecutionException e) {
      LOG.debug("closed meanwhile", e);
    }
  }

  private synchronized void stop() {
    RaftNode broken = node;
    if (broken == null || closed) {
      return;
    }
    node = null;
    broken.close();
    onFailure.accept(problem().orElse("this server cannot keep the log"));
    Throwable cause = failure;
    if (cause != null && mayComeBack(cause)) {
      comeBackLater();
    }
  }

  private void comeBackLater() {
    var unused = worker.schedule(this::comeBack, retry.toMillis(), TimeUnit.MILLISECONDS);
    Duration twice = retry.multipliedBy(2);
    retry = twice.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : twice;
  }

  private synchronized void comeBack() {
    if (closed) {
      return;
    }
    try {
      tryRoom();
      // What the disk was given while it was full may be in memory only, and taken for written.
      folder.rewriteOpenSegments();
      node = starter.get();
      failure = null;
      retry = FIRST_RETRY;
      LOG.info("this server keeps the log again");
    } catch (IOException | RuntimeException e) {
      LOG.warn("still cannot keep the log: {}", reason(e));
      if (isDiskFull(e)) {
        retry = FIRST_RETRY;
      }
      comeBackLater();
    }
  }

  private void tryRoom() throws IOException {
    Path file = folder.drafts().resolve("room");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocate(1 << 20);
      for (int written = 0; written < ROOM; written += zeros.capacity()) {
        zeros.clear();
        while (zeros.hasRemaining()) {
          channel.write(zeros);
        }
      }
      channel.force(true);
    } finally {
      Snapshots.deleteQuietly(file);
    }
  }

  /** Ratis may end a division without telling; the group counts on it. */
  private void look() {
    RaftNode now = node;
    if (now == null || failure != null) {
      return;
    }
    Optional<RaftServer.Division> division = now.division();
    if (division.isPresent()
        && !division.get().getInfo().isAlive()
        && division.get().getRaftConf().getCurrentPeers().stream()
            .anyMatch(peer -> peer.getId().equals(now.id()))) {
      failed(new EndedException());
    }
  }

  /** Ratis ended the division, for a reason that its log tells. */
  private static final class EndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EndedException() {
      super("the consensus ended by itself");
    }
  }

  private static boolean mayComeBack(Throwable cause) {
    return cause instanceof EndedException || isDiskFull(cause);
  }

  private static boolean isDiskFull(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (message.contains("no space left") || message.contains("quota exceeded")) {
        return true;
      }
    }
    return false;
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  void close() {
    RaftNode last;
    synchronized (this) {
      closed = true;
      last = node;
      node = null;
    }
    if (last != null) {
      last.close();
    }
  }
}
