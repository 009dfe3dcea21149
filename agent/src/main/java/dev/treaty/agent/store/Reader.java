package dev.treaty.agent.store;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A state that remembers what was read of it, so that a blocking query can wait for exactly that.
 * For one thread.
 */
public final class Reader implements Tables {

  private final State state;
  private final Set<Read> reads = new HashSet<>();

  public Reader(State state) {
    this.state = state;
  }

  /**
   * Something that was read.
   *
   * @param key a whole key or a prefix
   */
  record Read(TableId<?> table, String key, boolean isPrefix) {}

  public State state() {
    return state;
  }

  @Override
  public long index() {
    return state.index();
  }

  @Override
  public <R extends Row> Table<R> table(TableId<R> id) {
    return new Recording<>(id, state.data(id));
  }

  /** Remembers a prefix as read without reading it: what is waited for, not what is answered. */
  public void watch(TableId<?> id, String keyPrefix) {
    reads.add(new Read(id, keyPrefix, true));
  }

  Set<Read> reads() {
    return reads;
  }

  private final class Recording<R extends Row> implements Table<R> {

    private final TableId<R> id;
    private final TableData<R> data;

    Recording(TableId<R> id, TableData<R> data) {
      this.id = id;
      this.data = data;
    }

    @Override
    public Optional<Stored<R>> get(String key) {
      reads.add(new Read(id, key, false));
      return data.get(key);
    }

    @Override
    public List<Stored<R>> prefix(String keyPrefix) {
      reads.add(new Read(id, keyPrefix, true));
      return data.prefix(keyPrefix);
    }

    @Override
    public int size() {
      reads.add(new Read(id, "", true));
      return data.size();
    }

    // An index says nothing of content: reading one is not waiting for it (§2.5).
    @Override
    public long index() {
      return data.index();
    }

    @Override
    public long index(String keyPrefix) {
      return data.index(keyPrefix);
    }
  }
}
