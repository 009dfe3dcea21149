package dev.treaty.agent.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pcollections.HashPMap;

/** The state while one command changes it; the command sees its own changes at once. */
public final class StateWriter implements Tables {

  private final long index;
  private final Instant time;
  private final List<Touched> touched = new ArrayList<>();
  private final HashPMap<String, TableData<?>> before;
  private HashPMap<String, TableData<?>> tables;

  StateWriter(State before, Instant time) {
    this.index = before.index() + 1;
    this.time = time;
    this.before = before.tables();
    this.tables = before.tables();
  }

  /** A row that was written or deleted. */
  record Touched(String table, String key) {}

  /** The index this command's changes get. */
  @Override
  public long index() {
    return index;
  }

  /** The time the log gave this command; the only clock a command may know. */
  public Instant time() {
    return time;
  }

  @Override
  public <R extends Row> Table<R> table(TableId<R> id) {
    return data(id);
  }

  public <R extends Row> Optional<Stored<R>> get(TableId<R> id, String key) {
    return data(id).get(key);
  }

  public <R extends Row> List<Stored<R>> prefix(TableId<R> id, String keyPrefix) {
    return data(id).prefix(keyPrefix);
  }

  /** The row with the lowest key, found without looking at the others. */
  public <R extends Row> Optional<Stored<R>> first(TableId<R> id) {
    return data(id).first();
  }

  /** Writes the row, new or not, and raises its ModifyIndex even where it is equal. */
  public <R extends Row> Stored<R> put(TableId<R> id, String key, R row) {
    TableData<R> after = data(id).with(key, row, index);
    change(id, key, after);
    return after.get(key).orElseThrow();
  }

  /** Writes the row unless an equal one stands there; true if it was written. */
  public <R extends Row> boolean putIfChanged(TableId<R> id, String key, R row) {
    Optional<Stored<R>> before = data(id).get(key);
    if (before.isPresent() && before.get().row().equals(row)) {
      return false;
    }
    put(id, key, row);
    return true;
  }

  /** Deletes the row; false if there is none. */
  public <R extends Row> boolean delete(TableId<R> id, String key) {
    TableData<R> before = data(id);
    if (before.get(key).isEmpty()) {
      return false;
    }
    change(id, key, before.without(key, index));
    return true;
  }

  /** Deletes all rows below the prefix and says how many there were. */
  public <R extends Row> int deletePrefix(TableId<R> id, String keyPrefix) {
    List<Stored<R>> rows = data(id).prefix(keyPrefix);
    for (Stored<R> row : rows) {
      delete(id, row.key());
    }
    return rows.size();
  }

  /** Takes back everything this command has changed so far. */
  public void undo() {
    tables = before;
    touched.clear();
  }

  private <R extends Row> void change(TableId<R> id, String key, TableData<R> after) {
    tables = tables.plus(id.name(), after);
    touched.add(new Touched(id.name(), key));
  }

  boolean changedSomething() {
    return !touched.isEmpty();
  }

  List<Touched> touched() {
    return touched;
  }

  State result() {
    return new State(index, tables);
  }

  @SuppressWarnings("unchecked") // a table is only ever written through its own id
  private <R extends Row> TableData<R> data(TableId<R> id) {
    TableData<?> data = tables.get(id.name());
    return data == null ? TableData.empty() : (TableData<R>) data;
  }
}
