package dev.treaty.agent.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteException;

/** Opens SQLite files of ours: right modes, durable settings, right format. */
final class SqliteFile {

  /** Says that a SQLite file is ours: "TRTY". */
  private static final int APPLICATION_ID = 0x54525459;

  /** Rises with every change that an older agent could not read. */
  static final int FORMAT = 1;

  // SQLite's primary result codes; an extended one carries its primary in the lowest byte.
  private static final int SQLITE_BUSY = 5;
  private static final int SQLITE_LOCKED = 6;
  private static final int SQLITE_NOMEM = 7;
  private static final int SQLITE_READONLY = 8;
  private static final int SQLITE_IOERR = 10;
  private static final int SQLITE_FULL = 13;
  private static final int SQLITE_CANTOPEN = 14;

  private SqliteFile() {}

  /** Opens the file, made with this schema if it is new. */
  static Connection open(Path file, String... schema) throws SQLException, IOException {
    boolean fresh = !Files.exists(file) || Files.size(file) == 0;
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Connection connection = JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
    try {
      if (!fresh) {
        check(file, connection);
      }
      pragma(connection, "journal_mode = WAL");
      pragma(connection, "synchronous = FULL");
      pragma(connection, "busy_timeout = 5000");
      pragma(connection, "journal_size_limit = 67108864");
      connection.setAutoCommit(false);
      if (fresh || number(connection, "PRAGMA application_id") == 0) {
        try (Statement statement = connection.createStatement()) {
          for (String line : schema) {
            statement.execute(line);
          }
          statement.execute("PRAGMA application_id = " + APPLICATION_ID);
          statement.execute("PRAGMA user_version = " + FORMAT);
        }
      }
      connection.commit();
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Opens a finished file without changing a byte of it. */
  static Connection openReadOnly(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    Connection connection = JDBC.createConnection("jdbc:sqlite:" + file, config.toProperties());
    try {
      check(file, connection);
      return connection;
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Tells a disk that refuses, which may be over soon, from content that is wrong. */
  static RuntimeException refusal(String what, SQLException e) {
    boolean mayPass =
        e instanceof SQLiteException sqlite
            && switch (sqlite.getResultCode().code & 0xff) {
              case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_NOMEM, SQLITE_READONLY -> true;
              case SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN -> true;
              default -> false;
            };
    return mayPass
        ? new StoreUnavailableException("the disk refuses: " + what, e)
        : new DamagedStoreException(what, e);
  }

  private static void check(Path file, Connection connection) {
    long application;
    long format;
    long tables;
    try {
      application = number(connection, "PRAGMA application_id");
      format = number(connection, "PRAGMA user_version");
      tables = number(connection, "SELECT count(*) FROM sqlite_master");
    } catch (SQLException e) {
      throw refusal(file + " is not a readable SQLite file", e);
    }
    if (application == 0 && tables == 0) {
      return; // Made, but the process ended before it became ours.
    }
    if (application != APPLICATION_ID) {
      throw new DamagedStoreException(file + " is not a store of Treaty's");
    }
    if (format > FORMAT) {
      throw new DamagedStoreException(
          file
              + " has format "
              + format
              + ", this agent knows up to "
              + FORMAT
              + ": it was written by a newer version");
    }
  }

  /** Brings everything into the main file, syncs it, and begins the write-ahead file anew. */
  static void emptyWriteAheadFile(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
      if (!result.next() || result.getInt(1) != 0) {
        throw new SQLException("the write-ahead file could not be emptied");
      }
    }
    connection.setAutoCommit(false);
  }

  static void pragma(Connection connection, String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA " + text);
    }
  }

  static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      return result.next() ? result.getLong(1) : 0;
    }
  }
}
