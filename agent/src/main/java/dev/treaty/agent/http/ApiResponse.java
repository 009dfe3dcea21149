package dev.treaty.agent.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A status, headers and a body. */
public record ApiResponse(int status, Map<String, String> headers, Body body) implements Answer {

  /** The content of a response. */
  public sealed interface Body {
    /** Nothing, and no Content-Type. */
    record Empty() implements Body {}

    /** Bytes of some type. */
    record Bytes(String contentType, byte[] bytes) implements Body {}

    /** Compact JSON that is written already; indented if the request wants it pretty. */
    record JsonBytes(byte[] compact) implements Body {}

    /** JSON, printed compact or pretty as the request wants it. */
    record Json(JsonBody json) implements Body {}
  }

  private static final Body NOTHING = new Body.Empty();
  private static final ApiResponse EMPTY = new ApiResponse(200, Map.of(), NOTHING);

  /** 200 with an empty body. */
  public static ApiResponse empty() {
    return EMPTY;
  }

  public static ApiResponse json(JsonBody json) {
    return new ApiResponse(200, Map.of(), new Body.Json(json));
  }

  /** JSON that is written already, compact, as Go writes it. */
  public static ApiResponse jsonBytes(byte[] compact) {
    return new ApiResponse(200, Map.of(), new Body.JsonBytes(compact));
  }

  /** Consul's {@code true} or {@code false}. */
  public static ApiResponse flag(boolean value) {
    return json(json -> json.writeBoolean(value));
  }

  /** Plain text, as errors are told. */
  public static ApiResponse text(int status, String text) {
    return new ApiResponse(
        status,
        Map.of(),
        new Body.Bytes("text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8)));
  }

  public static ApiResponse bytes(String contentType, byte[] bytes) {
    return new ApiResponse(200, Map.of(), new Body.Bytes(contentType, bytes));
  }

  public ApiResponse withStatus(int other) {
    return new ApiResponse(other, headers, body);
  }

  public ApiResponse withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ApiResponse(status, more, body);
  }

  ApiResponse withHeaders(Map<String, String> others) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.putAll(others);
    return new ApiResponse(status, more, body);
  }
}
