package dev.treaty.agent.peering.stream;

/** Text of a peer made fit for an answer or a log: short, on one line. */
final class Shown {
  private static final int LENGTH = 80;

  private Shown() {}

  static String of(String text) {
    return of(text, LENGTH);
  }

  static String of(String text, int length) {
    String line =
        text.codePoints()
            .limit(length)
            .collect(
                StringBuilder::new,
                (b, c) -> b.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c),
                StringBuilder::append)
            .toString();
    return line.length() < text.length() ? line + "…" : line;
  }
}
