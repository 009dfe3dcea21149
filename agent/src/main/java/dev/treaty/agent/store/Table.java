package dev.treaty.agent.store;

import java.util.List;
import java.util.Optional;

/** The rows of one table at one moment, ordered by key. */
public interface Table<R extends Row> {

  Optional<Stored<R>> get(String key);

  /** The rows whose key begins with the prefix, by key; {@link Keys#prefix} makes one. */
  List<Stored<R>> prefix(String keyPrefix);

  /** All rows by key. */
  default List<Stored<R>> all() {
    return prefix("");
  }

  /** Number of rows. */
  int size();

  /** Index of the last change to any row, deletions included; 0 where there never was one. */
  long index();

  /**
   * Index of the last change to any row below the prefix, deletions included; it never goes back.
   * Exact for prefixes that end with {@link Keys#SEPARATOR}; once nothing is left below a prefix,
   * it may also grow with others that end.
   */
  long index(String keyPrefix);
}
