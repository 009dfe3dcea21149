package dev.treaty.agent.store;

/** Something whose tables can be read: a {@link State}, a {@link Reader}, a {@link StateWriter}. */
public interface Tables {

  <R extends Row> Table<R> table(TableId<R> id);

  /** Index of the last command that changed anything. */
  long index();
}
