package dev.treaty.agent.store;

import java.util.Map;
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

  /**
   * What restoring makes of this state: the restored rows as they were, above every index that was
   * seen here, so that whoever waits for a list sees it change and no index comes twice. Nothing at
   * all becomes exactly what is restored.
   */
  public State replacedBy(State restored) {
    if (index == 0) {
      return restored;
    }
    long at = Math.max(index, restored.index) + 1;
    HashPMap<String, TableData<?>> raised = HashTreePMap.empty();
    for (String name : tables.keySet()) {
      raised = raised.plus(name, TableData.empty().raised(at));
    }
    for (Map.Entry<String, TableData<?>> table : restored.tables.entrySet()) {
      raised = raised.plus(table.getKey(), table.getValue().raised(at));
    }
    return new State(at, raised);
  }

  HashPMap<String, TableData<?>> tables() {
    return tables;
  }
}
