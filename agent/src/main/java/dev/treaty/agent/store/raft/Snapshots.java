package dev.treaty.agent.store.raft;

import dev.treaty.agent.store.SnapshotFile;
import dev.treaty.agent.store.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.util.MD5FileUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes snapshots in the background: the state is immutable, so entries are applied meanwhile. A
 * finished one waits until the thread that applies entries takes it in.
 */
final class Snapshots implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

  private final Path drafts;
  private final int every;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("raft-snapshot").daemon().factory());
  private final AtomicBoolean running = new AtomicBoolean();
  private final AtomicReference<@Nullable Finished> finished = new AtomicReference<>();
  private long since;

  Snapshots(Path drafts, int every) {
    this.drafts = drafts;
    this.every = every;
  }

  record Finished(Path file, MD5Hash digest, TermIndex at) {}

  /** Counts commands that were applied. */
  void applied(int commands) {
    since += commands;
  }

  /** The next snapshot is due whatever was counted. */
  void due() {
    since = every;
  }

  boolean isDue() {
    return since >= every && !running.get();
  }

  void reset() {
    since = 0;
  }

  /** Writes the state aside and calls back once it is durable. */
  void write(State state, TermIndex at, Runnable done) {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    since = 0;
    try {
      worker.execute(() -> save(state, at, done));
    } catch (RejectedExecutionException e) {
      running.set(false);
    }
  }

  private void save(State state, TermIndex at, Runnable done) {
    Path file = drafts.resolve("snapshot." + at.getTerm() + "_" + at.getIndex());
    try {
      SnapshotFile.save(drafts.resolve("snapshot.draft"), file, state);
      finished.set(new Finished(file, MD5FileUtil.computeMd5ForFile(file.toFile()), at));
      done.run();
    } catch (IOException | RuntimeException e) {
      LOG.warn("could not take a snapshot at entry {}; trying again later", at.getIndex(), e);
    } finally {
      running.set(false);
    }
  }

  /** Hands the finished snapshot, if there is one, to the caller. */
  @Nullable Finished take() {
    return finished.getAndSet(null);
  }

  static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("{} stays", file, e);
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
