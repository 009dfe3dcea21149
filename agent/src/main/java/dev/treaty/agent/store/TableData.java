package dev.treaty.agent.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcollections.TreePMap;

/**
 * An immutable table.
 *
 * @param prefixes index of the last change below each prefix that has rows
 * @param extinction index of the last change that left a prefix empty: answers for all empty ones,
 *     so that tombstones need no space and no list's index goes back
 */
record TableData<R extends Row>(
    TreePMap<String, Stored<R>> rows, TreePMap<String, Long> prefixes, long index, long extinction)
    implements Table<R> {

  static <R extends Row> TableData<R> empty() {
    return new TableData<>(TreePMap.empty(), TreePMap.empty(), 0, 0);
  }

  @Override
  public Optional<Stored<R>> get(String key) {
    return Optional.ofNullable(rows.get(key));
  }

  @Override
  public List<Stored<R>> prefix(String keyPrefix) {
    if (keyPrefix.isEmpty()) {
      return List.copyOf(rows.values());
    }
    List<Stored<R>> found = new ArrayList<>();
    for (Map.Entry<String, Stored<R>> entry : rows.tailMap(keyPrefix, true).entrySet()) {
      if (!entry.getKey().startsWith(keyPrefix)) {
        break;
      }
      found.add(entry.getValue());
    }
    return found;
  }

  /** The row with the lowest key. */
  Optional<Stored<R>> first() {
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.firstEntry().getValue());
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public long index(String keyPrefix) {
    if (keyPrefix.isEmpty()) {
      return index;
    }
    int end = keyPrefix.lastIndexOf(Keys.SEPARATOR) + 1;
    return end == 0 ? index : prefixes.getOrDefault(keyPrefix.substring(0, end), extinction);
  }

  /** A copy with the row, and whether it is new decided by what stands there. */
  TableData<R> with(String key, R row, long at) {
    Stored<R> before = rows.get(key);
    long created = before == null ? at : before.createIndex();
    TreePMap<String, Long> touched = prefixes;
    for (int end = key.indexOf(Keys.SEPARATOR);
        end >= 0;
        end = key.indexOf(Keys.SEPARATOR, end + 1)) {
      touched = touched.plus(key.substring(0, end + 1), at);
    }
    return new TableData<>(
        rows.plus(key, new Stored<>(key, row, created, at)), touched, at, extinction);
  }

  TableData<R> without(String key, long at) {
    TreePMap<String, Stored<R>> left = rows.minus(key);
    TreePMap<String, Long> touched = prefixes;
    long ended = extinction;
    for (int end = key.indexOf(Keys.SEPARATOR);
        end >= 0;
        end = key.indexOf(Keys.SEPARATOR, end + 1)) {
      String prefix = key.substring(0, end + 1);
      String next = left.isEmpty() ? null : left.ceilingKey(prefix);
      if (next != null && next.startsWith(prefix)) {
        touched = touched.plus(prefix, at);
      } else {
        touched = touched.minus(prefix);
        ended = at;
      }
    }
    return new TableData<>(left, touched, at, ended);
  }

  /** The same rows, as if something had changed below each prefix at that index. */
  TableData<R> raised(long at) {
    TreePMap<String, Long> touched = prefixes;
    for (String prefix : prefixes.keySet()) {
      touched = touched.plus(prefix, at);
    }
    return new TableData<>(rows, touched, at, at);
  }
}
