package dev.treaty.agent.store.raft;

import dev.treaty.agent.store.DurableLog;
import dev.treaty.agent.store.Leadership;
import dev.treaty.agent.store.RaftMembership;
import dev.treaty.agent.store.State;
import dev.treaty.agent.store.StoreSchema;
import dev.treaty.agent.store.StoreUnavailableException;
import dev.treaty.agent.store.Subscription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what a server kept while it was alone the first state of a group, in which it is alone at
 * first and to which others are then added.
 *
 * <p>A mark in the folder says that this is under way. Found at a start, it means that the last
 * attempt did not end: what it left is deleted, and the old store, untouched until the end, is
 * taken over again.
 */
final class TakeOver {

  private static final Logger LOG = LoggerFactory.getLogger(TakeOver.class);
  private static final int PATIENCE_SECONDS = 60;

  private final Path root;
  private final Path groups;
  private final Path from;
  private final StoreSchema schema;

  TakeOver(Path root, Path groups, Path from, StoreSchema schema) {
    this.root = root;
    this.groups = groups;
    this.from = from;
    this.schema = schema;
  }

  private Path mark() {
    return mark(root);
  }

  /** Stands while a state is taken over. */
  static Path mark(Path root) {
    return root.resolve("taking-over");
  }

  private Path aside() {
    return from.resolveSibling(from.getFileName() + ".before-cluster");
  }

  /** Before the log is opened: what an attempt that did not end has left goes. */
  void cleanUp() {
    try {
      if (Files.exists(mark())) {
        LOG.info("taking over {} begins anew", from);
        deleteContent(groups);
        Files.delete(mark());
        RaftFolder.force(root);
      }
    } catch (IOException e) {
      throw new StoreUnavailableException("cannot tidy " + root, e);
    }
  }

  /** Once the log is open: takes over, unless the server belongs to a group already. */
  void run(RaftMembership membership, Leadership leadership, ToLongFunction<State> restore) {
    try {
      if (membership.group().isEmpty()) {
        State state = DurableLog.read(from, schema);
        if (state.index() == 0) {
          return;
        }
        LOG.info("taking over the state of {}, index {}", from, state.index());
        Files.createFile(mark());
        RaftFolder.force(mark());
        RaftFolder.force(root);
        membership.bootstrap(List.of(membership.self()));
        awaitLead(leadership);
        long index = restore.applyAsLong(state);
        if (index != state.index()) {
          throw new IllegalStateException("state " + state.index() + " became " + index);
        }
        Files.delete(mark());
        RaftFolder.force(root);
      }
      if (Files.exists(from)) {
        Files.move(from, aside(), StandardCopyOption.ATOMIC_MOVE);
        LOG.info("the store of the single server is kept as {}", aside());
      }
    } catch (IOException e) {
      throw new StoreUnavailableException("cannot take over " + from, e);
    }
  }

  private static void awaitLead(Leadership leadership) {
    CompletableFuture<Boolean> led = new CompletableFuture<>();
    try (Subscription watching =
        leadership.onChange(() -> {
          if (leadership.leads()) {
            led.complete(true);
          }
        })) {
      if (!leadership.leads()) {
        led.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new StoreUnavailableException("this server did not come to lead itself", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted", e);
    }
  }

  private static void deleteContent(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(folder)) {
          Files.delete(path);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
