package dev.treaty.agent.http;

import java.util.Optional;

/**
 * The result of one run of a blocking query.
 *
 * @param index what the client may wait on next; 0 becomes 1
 * @param found false where there is nothing: a waiter then only wakes for a real change ({@code
 *     http-and-config-entries} §2.5)
 * @param content where present, a run with equal content does not wake the waiter
 */
public record Indexed(long index, boolean found, Optional<Object> content, ApiResponse response) {

  public static Indexed of(long index, ApiResponse response) {
    return new Indexed(index, true, Optional.empty(), response);
  }

  public static Indexed of(long index, JsonBody json) {
    return of(index, ApiResponse.json(json));
  }

  public static Indexed notFound(long index, ApiResponse response) {
    return new Indexed(index, false, Optional.empty(), response);
  }

  /** Suppresses wake-ups while the content stays equal. */
  public Indexed withContent(Object value) {
    return new Indexed(index, found, Optional.of(value), response);
  }
}
