package dev.treaty.agent.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** What Consul's outer handlers do to a path before any endpoint sees it. */
final class RequestPath {

  private RequestPath() {}

  /** False where Consul's filter answers 400: what Go calls unprintable. */
  static boolean isPrintable(String decoded) {
    return decoded.codePoints().allMatch(RequestPath::isPrintable);
  }

  private static boolean isPrintable(int c) {
    if (c < 0x7f) {
      return c >= 0x20;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** The path without empty, {@code .} and {@code ..} parts; a slash at the end stays. */
  static String clean(String path) {
    if (path.isEmpty()) {
      return "/";
    }
    if (!path.contains("//") && !path.contains("/.")) {
      return path.startsWith("/") ? path : "/" + path;
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      switch (part) {
        case "", "." -> {}
        case ".." -> parts.pollLast();
        default -> parts.addLast(part);
      }
    }
    String cleaned = "/" + String.join("/", parts);
    return path.endsWith("/") && cleaned.length() > 1 ? cleaned + "/" : cleaned;
  }

  /** Escapes a path for a {@code Location} header. */
  static String encode(String path) {
    StringBuilder out = new StringBuilder(path.length() + 8);
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      int c = b & 0xff;
      if (c > 0x20 && c < 0x7f && "\"%<>?#[\\]^`{|}".indexOf(c) < 0) {
        out.append((char) c);
      } else {
        out.append(String.format(Locale.ROOT, "%%%02X", c));
      }
    }
    return out.toString();
  }
}
