package dev.treaty.agent.peering.stream;

/** Text of a peer made fit for an answer or a log: short, on one line. */
public final class Shown {
  private static final int LENGTH = 80;

  private Shown() {}

  static String of(String text) {
    return of(text, LENGTH);
  }

  /** Control characters are replaced, what is longer is cut. */
  public static String of(String text, int length) {
    String line =
        text.codePoints()
            .limit(length)
            .collect(
                StringBuilder::new, (b, c) -> b.appendCodePoint(safe(c)), StringBuilder::append)
            .toString();
    return line.length() < text.length() ? line + "…" : line;
  }

  private static int safe(int c) {
    boolean space = c == '\n' || c == '\r' || c == '\t';
    return space ? ' ' : Character.isISOControl(c) ? '\uFFFD' : c;
  }
}
