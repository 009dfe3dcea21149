package dev.treaty.agent.check;

/** A check that is running; ends when closed, and reports nothing after that. */
interface CheckRunner extends AutoCloseable {

  @Override
  void close();

  /** Somebody confirmed a state from outside: only a TTL check listens. */
  default void confirmed(String output) {}
}
