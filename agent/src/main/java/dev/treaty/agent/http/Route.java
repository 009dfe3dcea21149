package dev.treaty.agent.http;

/**
 * One line of the route table.
 *
 * @param pattern a whole path, or one ending in {@code /} that stands for everything below it (the
 *     handler gets what follows from {@link ApiRequest#rest()})
 * @param bodyLimit in bytes; a longer body is 413
 */
public record Route(Method method, String pattern, Right right, int bodyLimit, Handler handler) {

  /** What most bodies are limited to. */
  public static final int DEFAULT_BODY_LIMIT = 1024 * 1024;

  /** The methods endpoints are made of; all others are 405. */
  public enum Method {
    GET,
    PUT,
    POST,
    DELETE
  }

  /** Answers a request, on a virtual thread: it may block. */
  @FunctionalInterface
  public interface Handler {
    /**
     * @throws ApiException to answer with a status and a plain text
     */
    Answer handle(ApiRequest request);
  }

  public Route {
    if (!pattern.startsWith("/")) {
      throw new IllegalArgumentException("a pattern begins with /: " + pattern);
    }
  }

  public static Route get(String pattern, Right right, Handler handler) {
    return new Route(Method.GET, pattern, right, DEFAULT_BODY_LIMIT, handler);
  }

  public static Route put(String pattern, Right right, Handler handler) {
    return new Route(Method.PUT, pattern, right, DEFAULT_BODY_LIMIT, handler);
  }

  public static Route post(String pattern, Right right, Handler handler) {
    return new Route(Method.POST, pattern, right, DEFAULT_BODY_LIMIT, handler);
  }

  public static Route delete(String pattern, Right right, Handler handler) {
    return new Route(Method.DELETE, pattern, right, DEFAULT_BODY_LIMIT, handler);
  }

  public Route withBodyLimit(int bytes) {
    return new Route(method, pattern, right, bytes, handler);
  }
}
