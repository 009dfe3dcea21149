package dev.treaty.agent.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

/**
 * A whole state in a SQLite file of its own: written aside, synced, renamed, never changed again.
 * Its rows form one chain of checksums, whose end it holds itself.
 */
public final class SnapshotFile {

  private static final String PREFIX = "snapshot-";
  private static final String SUFFIX = ".db";

  private static final String[] SCHEMA = {
    "CREATE TABLE tables (name TEXT PRIMARY KEY, idx INTEGER NOT NULL,"
        + " extinction INTEGER NOT NULL)",
    "CREATE TABLE prefixes (name TEXT NOT NULL, prefix BLOB NOT NULL, idx INTEGER NOT NULL)",
    "CREATE TABLE rows (name TEXT NOT NULL, key BLOB NOT NULL, created INTEGER NOT NULL,"
        + " modified INTEGER NOT NULL, body BLOB NOT NULL, crc INTEGER NOT NULL)",
    "CREATE TABLE whole (idx INTEGER NOT NULL, crc INTEGER NOT NULL)"
  };

  private SnapshotFile() {}

  private static Path file(Path folder, long index) {
    return folder.resolve(PREFIX + index + SUFFIX);
  }

  /** Writes {@code snapshot-INDEX.db} in the folder and says the checksum of it all. */
  static int write(Path folder, State state) throws SQLException, IOException {
    return write(draft(folder), file(folder, state.index()), state);
  }

  /**
   * Writes the state to a file, which appears whole and durable or not at all.
   *
   * @param draft where it is made, on the same file system; what stands there is overwritten
   */
  public static void save(Path draft, Path file, State state) throws IOException {
    try {
      write(draft, file, state);
    } catch (SQLException e) {
      throw new IOException("cannot write " + draft + ": " + e.getMessage(), e);
    }
  }

  private static int write(Path draft, Path file, State state) throws SQLException, IOException {
    deleteWithCompanions(draft);
    int crc;
    try (Connection connection = SqliteFile.open(draft, SCHEMA)) {
      // A file that is renamed must be whole by itself: no log beside it.
      connection.setAutoCommit(true);
      SqliteFile.pragma(connection, "journal_mode = DELETE");
      connection.setAutoCommit(false);
      crc = fill(connection, state);
      try (PreparedStatement whole =
          connection.prepareStatement("INSERT INTO whole VALUES (?, ?)")) {
        whole.setLong(1, state.index());
        whole.setInt(2, crc);
        whole.executeUpdate();
      }
      connection.commit();
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    DurableFolder.sync(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    return crc;
  }

  private static int fill(Connection connection, State state) throws SQLException {
    int crc = 0;
    try (PreparedStatement table =
            connection.prepareStatement("INSERT INTO tables VALUES (?, ?, ?)");
        PreparedStatement prefix =
            connection.prepareStatement("INSERT INTO prefixes VALUES (?, ?, ?)");
        PreparedStatement row =
            connection.prepareStatement("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?)")) {
      // In the order of names, because the chain must be the same when it is read.
      for (String name : new TreeSet<>(state.tables().keySet())) {
        TableData<?> data = state.tables().get(name);
        if (data == null) {
          continue;
        }
        crc = Checksum.after(crc).add(name).add(data.index()).add(data.extinction()).value();
        table.setString(1, name);
        table.setLong(2, data.index());
        table.setLong(3, data.extinction());
        table.executeUpdate();
        for (Map.Entry<String, Long> entry : data.prefixes().entrySet()) {
          byte[] key = entry.getKey().getBytes(StandardCharsets.UTF_8);
          crc = Checksum.after(crc).add(key).add(entry.getValue()).value();
          prefix.setString(1, name);
          prefix.setBytes(2, key);
          prefix.setLong(3, entry.getValue());
          prefix.executeUpdate();
        }
        for (Stored<?> stored : data.rows().values()) {
          byte[] key = stored.key().getBytes(StandardCharsets.UTF_8);
          byte[] body = CommandCodec.encode(stored.row());
          crc = checksum(crc, key, stored.createIndex(), stored.modifyIndex(), body);
          row.setString(1, name);
          row.setBytes(2, key);
          row.setLong(3, stored.createIndex());
          row.setLong(4, stored.modifyIndex());
          row.setBytes(5, body);
          row.setInt(6, crc);
          row.executeUpdate();
        }
      }
    }
    return crc;
  }

  private static int checksum(int before, byte[] key, long created, long modified, byte[] body) {
    return Checksum.after(before).add(key).add(created).add(modified).add(body).value();
  }

  /**
   * Reads a snapshot, wherever it came from.
   *
   * @throws DamagedStoreException if it is not what was written, foreign or newer
   */
  public static State load(Path file, StoreSchema schema) {
    if (!Files.exists(file)) {
      throw new DamagedStoreException(file + " is missing");
    }
    try (Connection connection = SqliteFile.openReadOnly(file);
        Statement statement = connection.createStatement();
        ResultSet whole = statement.executeQuery("SELECT idx, crc FROM whole")) {
      if (!whole.next()) {
        throw new DamagedStoreException(file + " is not a whole snapshot");
      }
      return new Load(file, connection, schema).state(whole.getLong(1), whole.getInt(2));
    } catch (SQLException | IOException e) {
      throw new DamagedStoreException("cannot read " + file, e);
    }
  }

  /** Reads the snapshot of that index. */
  static State read(Path folder, long index, int expected, StoreSchema schema) {
    Path file = file(folder, index);
    if (!Files.exists(file)) {
      throw new DamagedStoreException(file + " is missing: the log begins after it");
    }
    try (Connection connection = SqliteFile.openReadOnly(file)) {
      return new Load(file, connection, schema).state(index, expected);
    } catch (SQLException e) {
      throw SqliteFile.refusal("cannot read " + file, e);
    } catch (IOException e) {
      throw new DamagedStoreException("cannot read " + file, e);
    }
  }

  private static Path draft(Path folder) {
    return folder.resolve("snapshot.draft");
  }

  /** Deletes what is left of a snapshot that was being written. */
  static void deleteDraft(Path folder) throws IOException {
    deleteWithCompanions(draft(folder));
  }

  /** Deletes all snapshots but one. */
  static void deleteOthers(Path folder, long index) throws IOException {
    Path kept = file(folder, index);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
      for (Path file : files) {
        if (!file.equals(kept)) {
          deleteWithCompanions(file);
        }
      }
    }
  }

  private static void deleteWithCompanions(Path file) throws IOException {
    Files.deleteIfExists(file);
    for (String end : new String[] {"-wal", "-shm", "-journal"}) {
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + end));
    }
  }

  private static final class Load {
    private final Path file;
    private final Connection connection;
    private final StoreSchema schema;
    private int crc;

    Load(Path file, Connection connection, StoreSchema schema) {
      this.file = file;
      this.connection = connection;
      this.schema = schema;
    }

    State state(long index, int expected) throws SQLException, IOException {
      HashPMap<String, TableData<?>> tables = HashTreePMap.empty();
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery("SELECT name, idx, extinction FROM tables ORDER BY name")) {
        while (rows.next()) {
          String name = rows.getString(1);
          TableId<?> id =
              schema
                  .tableNamed(name)
                  .orElseThrow(() ->
                      new DamagedStoreException(
                          file + ": table " + name + " is unknown to this agent"));
          tables = tables.plus(name, table(id, rows.getLong(2), rows.getLong(3)));
        }
      }
      if (crc != expected) {
        throw new DamagedStoreException(file + " does not match its checksum");
      }
      return new State(index, tables);
    }

    private <R extends Row> TableData<R> table(TableId<R> id, long index, long extinction)
        throws SQLException, IOException {
      crc = Checksum.after(crc).add(id.name()).add(index).add(extinction).value();
      TreePMap<String, Long> prefixes = TreePMap.empty();
      try (PreparedStatement select =
          connection.prepareStatement(
              "SELECT prefix, idx FROM prefixes WHERE name = ? ORDER BY rowid")) {
        select.setString(1, id.name());
        try (ResultSet result = select.executeQuery()) {
          while (result.next()) {
            byte[] key = result.getBytes(1);
            crc = Checksum.after(crc).add(key).add(result.getLong(2)).value();
            prefixes = prefixes.plus(new String(key, StandardCharsets.UTF_8), result.getLong(2));
          }
        }
      }
      return new TableData<>(rows(id), prefixes, index, extinction);
    }

    private <R extends Row> TreePMap<String, Stored<R>> rows(TableId<R> id)
        throws SQLException, IOException {
      TreePMap<String, Stored<R>> rows = TreePMap.empty();
      try (PreparedStatement select =
          connection.prepareStatement(
              "SELECT key, created, modified, body, crc, rowid FROM rows WHERE name = ?"
                  + " ORDER BY rowid")) {
        select.setString(1, id.name());
        try (ResultSet result = select.executeQuery()) {
          while (result.next()) {
            byte[] bytes = result.getBytes(1);
            byte[] body = result.getBytes(4);
            crc = checksum(crc, bytes, result.getLong(2), result.getLong(3), body);
            if (crc != result.getInt(5)) {
              throw new DamagedStoreException(
                  file
                      + ": table "
                      + id.name()
                      + ", row "
                      + result.getLong(6)
                      + " does not match its checksum");
            }
            String key = new String(bytes, StandardCharsets.UTF_8);
            R row = CommandCodec.decode(body, id.rowType());
            rows = rows.plus(key, new Stored<>(key, row, result.getLong(2), result.getLong(3)));
          }
        }
      }
      return rows;
    }
  }
}
