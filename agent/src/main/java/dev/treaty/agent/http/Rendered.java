package dev.treaty.agent.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** A response as it goes over the wire. */
record Rendered(int status, Map<String, String> headers, byte[] body) {

  /** From here on Consul's gzip handler compresses. */
  private static final int GZIP_FROM = 1400;

  private static final byte[] NOTHING = {};

  /** Turns a response of an endpoint into bytes; costly, not for an event loop. */
  static Rendered of(ApiResponse response, boolean pretty, boolean gzip) {
    Map<String, String> headers = new LinkedHashMap<>(response.headers());
    byte[] body =
        switch (response.body()) {
          case ApiResponse.Body.Empty() -> NOTHING;
          case ApiResponse.Body.Bytes(String type, byte[] bytes) -> {
            headers.put("Content-Type", type);
            yield bytes;
          }
          case ApiResponse.Body.JsonBytes(byte[] compact) -> {
            headers.put("Content-Type", "application/json");
            yield pretty ? GoIndent.indent(compact) : compact;
          }
          case ApiResponse.Body.Json(JsonBody json) -> {
            headers.put("Content-Type", "application/json");
            yield GoJson.bytes(json, pretty);
          }
        };
    if (gzip && body.length >= GZIP_FROM) {
      headers.put("Content-Encoding", "gzip");
      body = gzip(body);
    }
    return new Rendered(response.status(), headers, body);
  }

  private static byte[] gzip(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 4);
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException("compressing in memory", e);
    }
    return out.toByteArray();
  }

  /** Whether the client takes gzip, after its Accept-Encoding. */
  static boolean acceptsGzip(String acceptEncoding) {
    for (String coding : acceptEncoding.split(",")) {
      String[] parts = coding.strip().split(";", 2);
      if (parts[0].strip().equalsIgnoreCase("gzip")) {
        return parts.length == 1 || !parts[1].replace(" ", "").matches("q=0(\\.0*)?");
      }
    }
    return false;
  }
}
