package dev.treaty.agent.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** The front door to a log on this server's disk. */
public final class DurableLog {

  private static final int COMPACT_EVERY = 20_000;

  private DurableLog() {}

  /**
   * Opens the log in a folder, which is made if need be.
   *
   * @throws StoreUnavailableException if another process has it
   * @throws DamagedStoreException if what is there is not ours, newer, or damaged
   */
  public static CommitLog open(Path folder, StoreSchema schema, InstantSource clock) {
    return SqliteStorage.open(folder, schema, clock, COMPACT_EVERY);
  }

  /**
   * The state that a log in that folder holds, or nothing where there is none. The folder is left
   * as it is.
   *
   * @throws StoreUnavailableException if another process has it
   * @throws DamagedStoreException if what is there is not ours, newer, or damaged
   */
  public static State read(Path folder, StoreSchema schema) {
    return Files.exists(folder.resolve("log.db"))
        ? SqliteStorage.read(folder, schema)
        : State.EMPTY;
  }
}
