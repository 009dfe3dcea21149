package dev.treaty.agent.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of one server in SQLite: a row for each command, a transaction for each batch, synced
 * before it returns. Snapshots stand beside it ({@link SnapshotFile}) and let old rows go.
 *
 * <p>{@code mark} says where the log ends: a log that lost its tail is refused, not shortened.
 * Locking: {@code this} guards the connection.
 */
final class SqliteStorage implements LogStorage {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteStorage.class);

  private static final String[] SCHEMA = {
    "CREATE TABLE log (idx INTEGER PRIMARY KEY, time INTEGER NOT NULL, nanos INTEGER NOT NULL,"
        + " name TEXT NOT NULL, body BLOB NOT NULL, crc INTEGER NOT NULL)",
    "CREATE TABLE mark (one INTEGER PRIMARY KEY CHECK (one = 1), high INTEGER NOT NULL,"
        + " crc INTEGER NOT NULL, base INTEGER NOT NULL, base_crc INTEGER NOT NULL,"
        + " snapshot_crc INTEGER NOT NULL)",
    "INSERT INTO mark VALUES (1, 0, 0, 0, 0, 0)"
  };

  private final Path folder;
  private final Path file;
  private final StoreSchema schema;
  private final FolderLock lock;
  private final HighWater highWater;
  private final Compactor compactor;
  private final Object snapshots = new Object();
  private Connection connection;
  private Mark mark = new Mark(0, 0, 0, 0, 0);

  /** The last append failed: what is on disk must be brought back to what was acknowledged. */
  private boolean doubtful;

  /** Where the log ends ({@code high}) and begins (after {@code base}). */
  record Mark(long high, int crc, long base, int baseCrc, int snapshotCrc) {}

  private SqliteStorage(
      Path folder,
      StoreSchema schema,
      FolderLock lock,
      HighWater highWater,
      Connection connection,
      int compactEvery) {
    this.folder = folder;
    this.file = logFile(folder);
    this.schema = schema;
    this.lock = lock;
    this.highWater = highWater;
    this.connection = connection;
    this.compactor = new Compactor(this, folder, compactEvery);
  }

  /**
   * The durable log in a folder, which is made if need be.
   *
   * @param compactEvery number of commands after which a snapshot is taken
   */
  static CommitLog open(Path folder, StoreSchema schema, InstantSource clock, int compactEvery) {
    return open(folder, schema, clock, compactEvery, unused -> {});
  }

  static CommitLog open(
      Path folder,
      StoreSchema schema,
      InstantSource clock,
      int compactEvery,
      Consumer<SqliteStorage> opened) {
    try {
      DurableFolder.make(folder);
      FolderLock lock = FolderLock.take(folder);
      try {
        HighWater highWater = HighWater.open(folder);
        try {
          Connection connection = SqliteFile.open(logFile(folder), SCHEMA);
          DurableFolder.sync(folder);
          SqliteStorage storage =
              new SqliteStorage(folder, schema, lock, highWater, connection, compactEvery);
          opened.accept(storage);
          return BatchedLog.on(storage, clock);
        } catch (SQLException | IOException | RuntimeException e) {
          highWater.close();
          throw e;
        }
      } catch (SQLException | IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (SQLException e) {
      throw SqliteFile.refusal("cannot open the store in " + folder, e);
    } catch (IOException e) {
      throw new StoreUnavailableException("cannot open the store in " + folder, e);
    }
  }

  /** The state that the log in a folder holds. */
  static State read(Path folder, StoreSchema schema) {
    List<SqliteStorage> storage = new ArrayList<>();
    try (CommitLog log =
        open(folder, schema, InstantSource.system(), Integer.MAX_VALUE, storage::add)) {
      return storage.getFirst().recover();
    }
  }

  private static Path logFile(Path folder) {
    return folder.resolve("log.db");
  }

  @Override
  public synchronized State recover() {
    try {
      mark = readMark();
      State state =
          mark.base() == 0
              ? State.EMPTY
              : SnapshotFile.read(folder, mark.base(), mark.snapshotCrc(), schema);
      Replay replay = new Replay(file, schema, state, mark.baseCrc());
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT idx, time, nanos, name, body, crc FROM log WHERE idx > "
                      + mark.base()
                      + " ORDER BY idx")) {
        while (rows.next()) {
          replay.row(
              rows.getLong(1),
              Instant.ofEpochSecond(rows.getLong(2), rows.getLong(3)),
              rows.getString(4),
              rows.getBytes(5),
              rows.getInt(6));
        }
      }
      connection.commit();
      State recovered = replay.end(mark);
      if (recovered.index() < highWater.highest()) {
        throw new DamagedStoreException(
            file
                + ": table log ends at row "
                + recovered.index()
                + ", but row "
                + highWater.highest()
                + " was acknowledged. Put the missing write-ahead file back; or, to go on without"
                + " those writes, delete "
                + highWater.file());
      }
      SnapshotFile.deleteDraft(folder);
      SnapshotFile.deleteOthers(folder, mark.base());
      compactor.recovered(mark.base());
      return recovered;
    } catch (IOException e) {
      throw new StoreUnavailableException("cannot tidy " + folder, e);
    } catch (SQLException e) {
      throw SqliteFile.refusal("cannot read " + file, e);
    }
  }

  private Mark readMark() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT high, crc, base, base_crc, snapshot_crc FROM mark")) {
      if (!row.next()) {
        throw new DamagedStoreException(file + ": table mark is empty");
      }
      return new Mark(row.getLong(1), row.getInt(2), row.getLong(3), row.getInt(4), row.getInt(5));
    }
  }

  @Override
  public synchronized void append(State after, Instant time, List<Command<?>> commands) {
    try {
      if (doubtful) {
        recoverFromFailure();
      }
      int crc = insert(after.index() - commands.size() + 1, time, commands);
      Mark next = new Mark(after.index(), crc, mark.base(), mark.baseCrc(), mark.snapshotCrc());
      updateMark(next);
      connection.commit();
      mark = next;
      highWater.note(mark.high());
    } catch (SQLException e) {
      doubtful = true;
      throw new StoreUnavailableException("the write could not be made durable", e);
    } catch (RuntimeException | Error e) {
      doubtful = true;
      throw e;
    }
    compactor.appended(after, mark.crc());
  }

  @Override
  public void replace(State after) {
    // One snapshot at a time: the compactor may be writing one of what was before.
    synchronized (snapshots) {
      synchronized (this) {
        try {
          if (doubtful) {
            recoverFromFailure();
          }
          int snapshotCrc = SnapshotFile.write(folder, after);
          Mark next = new Mark(after.index(), mark.crc(), after.index(), mark.crc(), snapshotCrc);
          try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM log");
          }
          updateMark(next);
          connection.commit();
          mark = next;
          highWater.note(mark.high());
          compactor.recovered(mark.base());
        } catch (SQLException | IOException e) {
          doubtful = true;
          throw new StoreUnavailableException("the state could not be made durable", e);
        }
      }
    }
  }

  /** Held while a snapshot is written. */
  Object snapshots() {
    return snapshots;
  }

  private int insert(long first, Instant time, List<Command<?>> commands) throws SQLException {
    int crc = mark.crc();
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?)")) {
      long index = first;
      for (Command<?> command : commands) {
        String name = schema.nameOf(command);
        byte[] body = CommandCodec.encode(command);
        crc = Replay.checksum(crc, index, time, name, body);
        insert.setLong(1, index++);
        insert.setLong(2, time.getEpochSecond());
        insert.setInt(3, time.getNano());
        insert.setString(4, name);
        insert.setBytes(5, body);
        insert.setInt(6, crc);
        insert.executeUpdate();
      }
    }
    return crc;
  }

  private void updateMark(Mark next) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE mark SET high = ?, crc = ?, base = ?, base_crc = ?, snapshot_crc = ?")) {
      update.setLong(1, next.high());
      update.setInt(2, next.crc());
      update.setLong(3, next.base());
      update.setInt(4, next.baseCrc());
      update.setInt(5, next.snapshotCrc());
      update.executeUpdate();
    }
  }

  /**
   * After a failed commit it is not known what reached the disk. The failed batch was refused, so
   * it must not be there; a new connection looks at the file afresh.
   */
  private void recoverFromFailure() throws SQLException {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("closing the failed connection", e);
    }
    try {
      connection = SqliteFile.open(file, SCHEMA);
    } catch (IOException e) {
      throw new SQLException("cannot open " + file, e);
    }
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("DELETE FROM log WHERE idx > " + mark.high());
    }
    updateMark(mark);
    connection.commit();
    // The system may have dropped what it could not sync while calling it written: nothing that
    // is acknowledged from now on may stand after it in the write-ahead file.
    SqliteFile.emptyWriteAheadFile(connection);
    doubtful = false;
    LOG.info("writes to {} are possible again", file);
  }

  /** A snapshot stands: the log may begin after it. Rows go in small steps. */
  synchronized boolean compacted(long base, int baseCrc, int snapshotCrc) throws SQLException {
    if (doubtful || base < mark.base()) {
      return false;
    }
    Mark next = new Mark(mark.high(), mark.crc(), base, baseCrc, snapshotCrc);
    updateMark(next);
    connection.commit();
    mark = next;
    return true;
  }

  /** Deletes some rows that the snapshot holds; false when none are left. */
  synchronized boolean trim(int most) throws SQLException {
    if (doubtful) {
      return false;
    }
    long first = SqliteFile.number(connection, "SELECT min(idx) FROM log");
    boolean some = first > 0 && first <= mark.base();
    if (some) {
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate(
            "DELETE FROM log WHERE idx <= " + Math.min(mark.base(), first + most - 1));
      }
    }
    connection.commit();
    return some;
  }

  /** Changes a setting of the connection in hand, until it is replaced. */
  synchronized void pragma(String text) throws SQLException {
    SqliteFile.pragma(connection, text);
  }

  @Override
  public void close() {
    compactor.close();
    synchronized (this) {
      try {
        connection.close();
        highWater.close();
        lock.close();
      } catch (SQLException | IOException e) {
        LOG.warn("closing {}", file, e);
      }
    }
  }
}
