package dev.treaty.agent.http;

import java.util.function.Function;

/**
 * An answer without an end: it goes on until the client goes. Whoever fills it is told when the
 * client is slow, and must not wait for him.
 *
 * @param open begins to fill; gives back what ends it
 */
public record LiveStream(Function<Sink, Runnable> open) implements Answer {

  /** Where the bytes go. */
  @FunctionalInterface
  public interface Sink {
    /** Takes bytes, or says false at once: the client has too much on the way already. */
    boolean offer(byte[] bytes);
  }
}
