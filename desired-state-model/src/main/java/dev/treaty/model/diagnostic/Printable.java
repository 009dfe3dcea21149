package dev.treaty.model.diagnostic;

import java.util.Locale;

/** Text from files made safe for terminals: no control characters, no hidden direction marks. */
final class Printable {

  private Printable() {}

  /** For messages: line breaks become spaces. */
  static String of(String text) {
    return clean(text.strip().replaceAll("\\s*\\n\\s*", " "));
  }

  /** For source lines: tabs become four spaces. */
  static String excerpt(String text) {
    return clean(text.replace("\t", "    "));
  }

  static int columns(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String clean(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          boolean hidden =
              Character.isISOControl(c)
                  || Character.getType(c) == Character.FORMAT
                  || Character.getType(c) == Character.SURROGATE
                  || c == 0x2028
                  || c == 0x2029;
          if (hidden) {
            out.append(String.format(Locale.ROOT, "\\u%04x", c));
          } else {
            out.appendCodePoint(c);
          }
        });
    return out.toString();
  }
}
