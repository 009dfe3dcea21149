package dev.treaty.diff;

import java.util.regex.Pattern;

/**
 * Makes text from files and clusters harmless on a terminal: one line, no control, no direction.
 */
final class Printable {

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final int SHORT_ID = 12;

  private Printable() {}

  static String of(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(point -> {
          if (isHarmless(point)) {
            out.appendCodePoint(point);
          } else {
            out.append(String.format("\\u%04x", point));
          }
        });
    return out.toString();
  }

  private static boolean isHarmless(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /** Twelve characters of a commit id; anything else as it is. */
  static String revision(String revision) {
    return COMMIT.matcher(revision).matches() ? revision.substring(0, SHORT_ID) : of(revision);
  }
}
