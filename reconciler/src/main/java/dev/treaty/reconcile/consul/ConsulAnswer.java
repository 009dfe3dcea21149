package dev.treaty.reconcile.consul;

import java.util.Optional;
import java.util.function.Function;

/** What came of one call to a Consul server. */
public sealed interface ConsulAnswer<T> {

  /**
   * The server did what it was asked for.
   *
   * @param index {@code X-Consul-Index}, at least 1; 1 where the header is missing
   * @param filteredByAcls the server left something out that the token may not see
   */
  record Done<T>(T value, long index, boolean filteredByAcls) implements ConsulAnswer<T> {}

  /** The server answered with an error status. */
  record Refused<T>(int status, String body) implements ConsulAnswer<T> {}

  /** No whole answer came; whether a write took effect is not known. */
  record Unreachable<T>(Cause cause, String message) implements ConsulAnswer<T> {}

  /** An answer with status 200 that is not what the API promises; nothing in it may be believed. */
  record Malformed<T>(String message) implements ConsulAnswer<T> {}

  /** Why no answer came. */
  enum Cause {
    CONNECTION_REFUSED,
    UNKNOWN_HOST,
    TIMEOUT,
    TLS,
    BROKEN_OFF,
    TOO_LARGE,
    INTERRUPTED
  }

  /** The value, empty unless {@link Done}. */
  default Optional<T> done() {
    return this instanceof Done<T> answer ? Optional.of(answer.value) : Optional.empty();
  }

  default boolean isDone() {
    return this instanceof Done<T>;
  }

  /** Whether the server said that the object does not exist. */
  default boolean isNotFound() {
    return this instanceof Refused<T> refused && refused.status == 404;
  }

  /** Whether asking again later may help: no answer, a server error that passes, or a limit. */
  default boolean mayPass() {
    return switch (this) {
      case Done<T> done -> false;
      case Refused<T>(int status, String body) -> status == 429 || status == 503;
      case Unreachable<T> unreachable -> true;
      case Malformed<T> malformed -> false;
    };
  }

  /** The same answer with its value mapped; failures pass through. */
  default <R> ConsulAnswer<R> map(Function<T, R> mapping) {
    return switch (this) {
      case Done<T>(T value, long index, boolean filtered) ->
          new Done<>(mapping.apply(value), index, filtered);
      case Refused<T>(int status, String body) -> new Refused<>(status, body);
      case Unreachable<T>(Cause cause, String message) -> new Unreachable<>(cause, message);
      case Malformed<T>(String message) -> new Malformed<>(message);
    };
  }

  /** The same answer, where a server repeats in its refusal the secret that it was sent. */
  default ConsulAnswer<T> withoutRepeating(String secret) {
    return this instanceof Refused<T>(int status, String body) && !secret.isEmpty()
        ? new Refused<>(status, body.replace(secret, "(sensitive value)"))
        : this;
  }

  /** What went wrong in the words of Consul's Go client; {@code ok} where nothing did. */
  default String describe() {
    return switch (this) {
      case Done<T> done -> "ok";
      case Refused<T>(int status, String body) ->
          "Unexpected response code: " + status + " (" + body.strip() + ")";
      case Unreachable<T>(Cause cause, String message) -> message;
      case Malformed<T>(String message) -> message;
    };
  }
}
