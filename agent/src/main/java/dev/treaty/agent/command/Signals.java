package dev.treaty.agent.command;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** The signals an agent hears. One that was ignored at the process's start stays so. */
final class Signals implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private final Map<Signal, SignalHandler> before = new HashMap<>();

  private Signals() {}

  /**
   * Hears from now on, until closed.
   *
   * @param hangUp told of SIGHUP
   * @param end told of {@code INT} or {@code TERM}
   */
  static Signals hear(Runnable hangUp, Consumer<String> end) {
    Signals signals = new Signals();
    signals.hear("HUP", unused -> hangUp.run());
    signals.hear("INT", end);
    signals.hear("TERM", end);
    return signals;
  }

  private void hear(String name, Consumer<String> told) {
    try {
      Signal signal = new Signal(name);
      // The JVM gives each signal that comes a thread of its own, which may block.
      before.put(signal, Signal.handle(signal, unused -> told.accept(name)));
    } catch (IllegalArgumentException e) {
      LOG.debug("SIG{} is not heard: this JVM or platform keeps it", name);
    }
  }

  @Override
  public void close() {
    before.forEach(Signal::handle);
  }
}
