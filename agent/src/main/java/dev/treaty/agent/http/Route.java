package dev.treaty.agent.http;

/**
 * One line of the route table.
 *
 * @param pattern a whole path, or one ending in {@code /} that stands for everything below it (the
 *     handler gets what follows from {@link ApiRequest#rest()})
 * @param bodyLimit in bytes; a longer body is 413
 * @param nature who of several agents answers
 */
public record Route(
    Method method, String pattern, Right right, int bodyLimit, Nature nature, Handler handler) {

  /** What most bodies are limited to. */
  public static final int DEFAULT_BODY_LIMIT = 1024 * 1024;

  /** The methods endpoints are made of; all others are 405. */
  public enum Method {
    GET,
    PUT,
    POST,
    DELETE
  }

  /** Who of several agents answers. */
  public enum Nature {
    /** The agent that was asked, whatever it is. */
    AGENT,
    /** The agent that was asked if it is a server; else any server. */
    SERVER,
    /** The leader, unless the reader takes what any server knows. */
    READ,
    /** The leader, whatever the reader would take: others do not know the answer. */
    LEADER_READ,
    /** The leader, and another one if this one has certainly not written anything. */
    WRITE,
    /** The leader; it writes in several steps, so nobody else may begin anew. */
    STEPS
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
    return of(Method.GET, pattern, right, handler);
  }

  public static Route put(String pattern, Right right, Handler handler) {
    return of(Method.PUT, pattern, right, handler);
  }

  public static Route post(String pattern, Right right, Handler handler) {
    return of(Method.POST, pattern, right, handler);
  }

  public static Route delete(String pattern, Right right, Handler handler) {
    return of(Method.DELETE, pattern, right, handler);
  }

  public Route withBodyLimit(int bytes) {
    return new Route(method, pattern, right, bytes, nature, handler);
  }

  /** Answered by the agent that was asked, if it is a server, leader or not. */
  public Route onAnyServer() {
    return new Route(method, pattern, right, bodyLimit, Nature.SERVER, handler);
  }

  /** Answered by the leader, also where the reader takes what is stale. */
  public Route byLeader() {
    return new Route(method, pattern, right, bodyLimit, Nature.LEADER_READ, handler);
  }

  /** Writes in several steps: what was begun is never begun anew elsewhere. */
  public Route inSteps() {
    return new Route(method, pattern, right, bodyLimit, Nature.STEPS, handler);
  }

  /** What is below {@code /v1/agent} is of the agent itself. */
  private static Route of(Method method, String pattern, Right right, Handler handler) {
    Nature nature =
        pattern.startsWith("/v1/agent/")
            ? Nature.AGENT
            : method == Method.GET ? Nature.READ : Nature.WRITE;
    return new Route(method, pattern, right, DEFAULT_BODY_LIMIT, nature, handler);
  }
}
