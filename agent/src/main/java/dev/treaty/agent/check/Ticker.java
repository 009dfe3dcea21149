package dev.treaty.agent.check;

/** Time that only passes, whatever becomes of the clock on the wall. */
@FunctionalInterface
public interface Ticker {

  /** This machine's. */
  Ticker SYSTEM = System::nanoTime;

  /** Nanoseconds since some moment. */
  long nanos();
}
