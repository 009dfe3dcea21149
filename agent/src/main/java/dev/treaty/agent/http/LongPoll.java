package dev.treaty.agent.http;

import dev.treaty.agent.store.Subscription;
import java.time.Duration;
import java.util.function.Function;

/**
 * A request that may wait. While it waits it holds no thread; when the client vanishes its
 * registration is closed.
 *
 * @param maxWait how long at most
 */
public record LongPoll(Duration maxWait, Poll poll) implements Answer {

  /** One attempt after another, each on a virtual thread, never two at once. */
  @FunctionalInterface
  public interface Poll {
    /**
     * Tries to answer.
     *
     * @param last the time is over: {@link Step.Park} is no longer possible
     */
    Step attempt(boolean last);
  }

  /** The end of an attempt. */
  public sealed interface Step {
    record Done(ApiResponse response) implements Step {}

    /**
     * Nothing to tell yet.
     *
     * @param register takes what to call, once, as soon as another attempt is worth while (at once
     *     if it is already) and gives back the registration
     */
    record Park(Function<Runnable, Subscription> register) implements Step {}
  }
}
