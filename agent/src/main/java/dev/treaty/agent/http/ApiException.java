package dev.treaty.agent.http;

/** Ends a request with a status and a plain text, Consul's only form of error. */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  public ApiException(int status, String text) {
    super(text, null, false, false);
    this.status = status;
  }

  public static ApiException badRequest(String text) {
    return new ApiException(400, text);
  }

  public static ApiException notFound(String text) {
    return new ApiException(404, text);
  }

  public static ApiException forbidden(String text) {
    return new ApiException(403, text);
  }

  /** Consul answers most of what a server refuses, validation included, with 500. */
  public static ApiException refused(String text) {
    return new ApiException(500, text);
  }

  public int status() {
    return status;
  }

  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
