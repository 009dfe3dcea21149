package dev.treaty.agent.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes snapshots in the background: the state is immutable, so writers go on meanwhile. What fails
 * here is tried again later and costs nothing but space.
 */
final class Compactor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Compactor.class);
  private static final int TRIM = 500;

  private final SqliteStorage storage;
  private final Path folder;
  private final int every;
  private final AtomicBoolean running = new AtomicBoolean();
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("store-compactor").daemon().factory());
  private volatile long lastBase;

  Compactor(SqliteStorage storage, Path folder, int every) {
    this.storage = storage;
    this.folder = folder;
    this.every = every;
  }

  void recovered(long base) {
    lastBase = base;
  }

  void appended(State state, int crc) {
    if (state.index() - lastBase < every || !running.compareAndSet(false, true)) {
      return;
    }
    try {
      worker.execute(() -> compact(state, crc));
    } catch (RejectedExecutionException e) {
      running.set(false);
    }
  }

  private void compact(State state, int crc) {
    synchronized (storage.snapshots()) {
      compactAlone(state, crc);
    }
  }

  private void compactAlone(State state, int crc) {
    try {
      int snapshotCrc = SnapshotFile.write(folder, state);
      if (!storage.compacted(state.index(), crc, snapshotCrc)) {
        return;
      }
      lastBase = state.index();
      SnapshotFile.deleteOthers(folder, state.index());
      while (!worker.isShutdown() && storage.trim(TRIM)) {
        Thread.onSpinWait();
      }
      LOG.info("took a snapshot at index {}", state.index());
    } catch (SQLException | IOException | RuntimeException e) {
      LOG.warn("could not take a snapshot at index {}; trying again later", state.index(), e);
      lastBase = state.index() - every / 2;
    } finally {
      running.set(false);
    }
  }

  @Override
  public void close() {
    worker.shutdown();
    boolean interrupted = false;
    while (!worker.isTerminated()) {
      try {
        if (worker.awaitTermination(1, TimeUnit.MINUTES)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
