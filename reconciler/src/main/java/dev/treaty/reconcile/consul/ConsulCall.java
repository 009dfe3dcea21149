package dev.treaty.reconcile.consul;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One request: what is common to all endpoints.
 *
 * @param segments the path below {@code /v1}, one name each; whatever a name holds stays one
 *     segment
 * @param query parameters in order; an empty value is sent as {@code key=}
 * @param body JSON, empty for none
 */
public record ConsulCall(
    String method,
    List<String> segments,
    Map<String, String> query,
    Optional<byte[]> body,
    Blocking blocking) {

  public ConsulCall {
    segments = List.copyOf(segments);
    query = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(query));
  }

  public static ConsulCall get(String... segments) {
    return new ConsulCall("GET", List.of(segments), Map.of(), Optional.empty(), Blocking.NONE);
  }

  public static ConsulCall put(String... segments) {
    return new ConsulCall("PUT", List.of(segments), Map.of(), Optional.empty(), Blocking.NONE);
  }

  public static ConsulCall post(String... segments) {
    return new ConsulCall("POST", List.of(segments), Map.of(), Optional.empty(), Blocking.NONE);
  }

  public static ConsulCall delete(String... segments) {
    return new ConsulCall("DELETE", List.of(segments), Map.of(), Optional.empty(), Blocking.NONE);
  }

  /** A copy with one more parameter. */
  public ConsulCall with(String key, String value) {
    LinkedHashMap<String, String> copy = new LinkedHashMap<>(query);
    copy.put(key, value);
    return new ConsulCall(method, segments, copy, body, blocking);
  }

  /** A copy with the parameter where the value is not empty. */
  public ConsulCall withUnlessEmpty(String key, String value) {
    return value.isEmpty() ? this : with(key, value);
  }

  public ConsulCall withBody(byte[] newBody) {
    return new ConsulCall(method, segments, query, Optional.of(newBody), blocking);
  }

  public ConsulCall waiting(Blocking newBlocking) {
    return new ConsulCall(method, segments, query, body, newBlocking);
  }

  /** Path and query, percent-encoded, beginning with {@code /v1/}. */
  String target() {
    String path =
        segments.stream().map(ConsulCall::encode).collect(Collectors.joining("/", "/v1/", ""));
    LinkedHashMap<String, String> all = new LinkedHashMap<>(query);
    if (blocking.waits()) {
      all.put("index", Long.toString(blocking.index()));
      all.put("wait", blocking.patience().toMillis() + "ms");
    }
    if (all.isEmpty()) {
      return path;
    }
    return all.entrySet().stream()
        .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
        .collect(Collectors.joining("&", path + "?", ""));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
