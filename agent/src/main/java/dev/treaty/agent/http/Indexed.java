package dev.treaty.agent.http;

import java.util.Optional;

/**
 * The result of one run of a blocking query.
 *
 * @param index what the client may wait on next; 0 becomes 1
 * @param found false where there is nothing: a waiter then only wakes for a real change ({@code
 *     http-and-config-entries} §2.5)
 * @param content where present, a run with equal content does not wake the waiter
 * @param refusal what is answered in place of the response
 */
public record Indexed(
    long index,
    boolean found,
    Optional<Object> content,
    ApiResponse response,
    Optional<ApiException> refusal) {

  public static Indexed of(long index, ApiResponse response) {
    return new Indexed(index, true, Optional.empty(), response, Optional.empty());
  }

  public static Indexed of(long index, JsonBody json) {
    return of(index, ApiResponse.json(json));
  }

  public static Indexed notFound(long index, ApiResponse response) {
    return new Indexed(index, false, Optional.empty(), response, Optional.empty());
  }

  /** Nothing is there, which a waiter who gets it is told as an error. */
  public static Indexed refused(long index, ApiException refusal) {
    return new Indexed(index, false, Optional.empty(), ApiResponse.empty(), Optional.of(refusal));
  }

  /** Suppresses wake-ups while the content stays equal. */
  public Indexed withContent(Object value) {
    return new Indexed(index, found, Optional.of(value), response, refusal);
  }
}
