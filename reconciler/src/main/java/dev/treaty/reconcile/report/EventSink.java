package dev.treaty.reconcile.report;

/** Takes events as they happen; called from many threads. */
@FunctionalInterface
public interface EventSink {
  EventSink NONE = event -> {};

  void accept(Event event);
}
