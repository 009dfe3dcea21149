package dev.treaty.agent.store;

import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

/** Everything the agent knows after one command; immutable, costs nothing to keep. */
public final class State implements Tables {

  /** Nothing, at index 0. */
  public static final State EMPTY = new State(0, HashTreePMap.empty());

  private final long index;
  private final HashPMap<String, TableData<?>> tables;

  State(long index, HashPMap<String, TableData<?>> tables) {
    this.index = index;
    this.tables = tables;
  }

  @Override
  public long index() {
    return index;
  }

  @Override
  public <R extends Row> Table<R> table(TableId<R> id) {
    return data(id);
  }

  @SuppressWarnings("unchecked") // a table is only ever written through its own id
  <R extends Row> TableData<R> data(TableId<R> id) {
    TableData<?> data = tables.get(id.name());
    return data == null ? TableData.empty() : (TableData<R>) data;
  }

  HashPMap<String, TableData<?>> tables() {
    return tables;
  }
}
