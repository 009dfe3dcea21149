package dev.treaty.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** What the demo says: numbered steps, what the reconciler said between them, and durations. */
final class Screen {

  private static final String RESET = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";

  private final PrintWriter out;
  private final boolean colour;
  private int step;

  Screen(PrintWriter out, boolean colour) {
    this.out = out;
    this.colour = colour;
  }

  synchronized void title(String text) {
    out.println(paint(BOLD, text));
  }

  /** Begins the next step. */
  synchronized void step(String text) {
    step++;
    out.println();
    out.println(paint(BOLD, step + ". " + text));
  }

  synchronized void line(String text) {
    out.println("   " + text);
  }

  /** A line that another process said. */
  synchronized void heard(String text) {
    out.println("   " + paint(DIM, "|") + " " + text);
  }

  /** Something that came true, and after how long. */
  synchronized void done(String text, Duration took) {
    out.println("   " + paint(GREEN, "ok") + " " + text + "  " + paint(BOLD, shown(took)));
  }

  synchronized void failed(String text) {
    out.println();
    out.println("   " + paint(RED, "failed:") + " " + text);
  }

  synchronized void blank() {
    out.println();
  }

  /** {@code 12 ms} below a second, else {@code 1.2 s}. */
  static String shown(Duration took) {
    long millis = took.toMillis();
    return millis < 1000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }

  private String paint(String code, String text) {
    return colour ? code + text + RESET : text;
  }
}
