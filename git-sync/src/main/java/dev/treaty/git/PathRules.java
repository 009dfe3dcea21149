package dev.treaty.git;

import java.util.Optional;

/** Which paths may stand in a source tree. */
final class PathRules {
  private static final int MAX_LENGTH = 1024;

  private PathRules() {}

  /** What is wrong with a path, as the end of a sentence that began with it; empty if nothing. */
  static Optional<String> problem(String path) {
    if (path.isEmpty()) {
      return Optional.of("is empty");
    }
    if (path.length() > MAX_LENGTH) {
      return Optional.of("is longer than " + MAX_LENGTH + " characters");
    }
    if (path.startsWith("/")) {
      return Optional.of("is absolute");
    }
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '\\') {
        return Optional.of("holds a backslash");
      }
      if (Character.isISOControl(c)) {
        return Optional.of("holds a control character");
      }
      if (c == '\uFFFD') {
        return Optional.of("is not valid UTF-8");
      }
      if (changesDirection(c)) {
        return Optional.of("holds a character that changes the direction of text");
      }
    }
    for (String segment : path.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        return Optional.of("holds an empty, \".\" or \"..\" segment");
      }
    }
    return Optional.empty();
  }

  private static boolean changesDirection(char c) {
    return c == '\u200E'
        || c == '\u200F'
        || (c >= '\u202A' && c <= '\u202E')
        || (c >= '\u2066' && c <= '\u2069');
  }

  /** A path as it may be printed: what could deceive a reader is shown by its number. */
  static String shown(String path) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < Math.min(path.length(), 200); i++) {
      char c = path.charAt(i);
      if (Character.isISOControl(c) || changesDirection(c)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return path.length() > 200 ? out.append("...").toString() : out.toString();
  }
}
