package dev.treaty.agent.store;

/**
 * A change to the state: a record that is written to the log and applied on every server.
 *
 * <p>{@link #apply} must be deterministic: it sees nothing but its own fields and the writer (no
 * clock, no randomness, no files). What it refuses it returns as a value; an exception undoes its
 * changes and reaches the proposer. If it changes nothing it leaves no trace and takes no index.
 *
 * @param <O> the outcome that the proposer gets
 */
public interface Command<O> {

  O apply(StateWriter writer);
}
