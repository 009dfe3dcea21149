package dev.treaty.agent.store;

/** A standing or pending registration; closing it, even twice, ends it. */
public interface Subscription extends AutoCloseable {

  /** Does nothing when closed. */
  Subscription NONE = () -> {};

  @Override
  void close();
}
