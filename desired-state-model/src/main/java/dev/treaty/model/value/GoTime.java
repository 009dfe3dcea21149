package dev.treaty.model.value;

import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Locale;

/** Moments as Go's {@code time.Parse} reads RFC 3339, with its words for what is wrong. */
public final class GoTime {

  /**
   * What is wrong with a text.
   *
   * @param element the part of the layout that did not match; empty if a number is out of range
   * @param rest where in the text it should stand
   * @param message what else there is to say; empty if the part did not match
   */
  public record Fault(String element, String rest, String message) {}

  private static final String LAYOUT = "2006-01-02T15:04:05Z07:00";
  private static final Fault NONE = new Fault("", "", "");

  private String rest;
  private Fault fault = NONE;
  private int number;

  private GoTime(String text) {
    this.rest = text;
  }

  /** Whether Go reads the text. */
  public static boolean isValid(String text) {
    return fault(text).equals(NONE);
  }

  /** What is wrong with the text, in Go's words. */
  public static String message(String text) {
    Fault fault = fault(text);
    String start = "parsing time " + quote(text);
    return fault.message().isEmpty()
        ? start
            + " as \""
            + LAYOUT
            + "\": cannot parse "
            + quote(fault.rest())
            + " as \""
            + fault.element()
            + "\""
        : start + fault.message();
  }

  /** The same without what was written, as newer decoders say it. */
  public static String discreet(String text) {
    Fault fault = fault(text);
    return fault.message().isEmpty()
        ? "parsing time as \"" + LAYOUT + "\": cannot parse as \"" + fault.element() + "\""
        : "parsing time " + fault.message();
  }

  /** A text in quotes as this library of Go's writes it: all but ASCII byte by byte. */
  static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b < ' ') {
        out.append(String.format(Locale.ROOT, "\\x%02x", b & 0xff));
      } else {
        out.append(b == '"' || b == '\\' ? "\\" : "").append((char) b);
      }
    }
    return out.append('"').toString();
  }

  private static Fault fault(String text) {
    GoTime parse = new GoTime(text);
    parse.moment();
    return parse.fault;
  }

  private void moment() {
    if (rest.length() < 4 || !rest.substring(0, 4).chars().allMatch(GoTime::isDigit)) {
      fault = new Fault("2006", rest, "");
      return;
    }
    int year = Integer.parseInt(rest.substring(0, 4));
    rest = rest.substring(4);
    if (!literal("-") || !two("01", "month", 1, 12)) {
      return;
    }
    int month = number;
    if (!literal("-") || !two("02", "", 0, 99)) {
      return;
    }
    int day = number;
    boolean time =
        literal("T")
            && two("15", "hour", 0, 23)
            && literal(":")
            && two("04", "minute", 0, 59)
            && literal(":")
            && two("05", "second", 0, 59);
    if (!time) {
      return;
    }
    fraction();
    if (!zone()) {
      return;
    }
    if (!rest.isEmpty()) {
      fault = new Fault("", rest, ": extra text: " + quote(rest));
    } else if (day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) {
      fault = new Fault("", "", ": day out of range");
    }
  }

  private void fraction() {
    if (rest.length() > 1 && ".,".indexOf(rest.charAt(0)) >= 0 && isDigit(rest.charAt(1))) {
      int end = 2;
      while (end < rest.length() && isDigit(rest.charAt(end))) {
        end++;
      }
      rest = rest.substring(end);
    }
  }

  private boolean zone() {
    if (rest.startsWith("Z")) {
      rest = rest.substring(1);
      return true;
    }
    String zone = rest.length() < 6 ? "" : rest.substring(0, 6);
    if (!zone.matches("[-+][0-9]{2}:[0-9]{2}")) {
      fault = new Fault("Z07:00", rest, "");
      return false;
    }
    if (Integer.parseInt(zone.substring(1, 3)) > 24) {
      fault = new Fault("", "", ": time zone offset hour out of range");
    } else if (Integer.parseInt(zone.substring(4)) > 60) {
      fault = new Fault("", "", ": time zone offset minute out of range");
    }
    rest = rest.substring(6);
    return fault.equals(NONE);
  }

  private boolean literal(String text) {
    if (rest.startsWith(text)) {
      rest = rest.substring(text.length());
      return true;
    }
    fault = new Fault(text, rest, "");
    return false;
  }

  private boolean two(String element, String noun, int least, int most) {
    boolean single = element.equals("15") && rest.length() > 1 && !isDigit(rest.charAt(1));
    int length = single ? 1 : 2;
    if (rest.length() < length || !rest.substring(0, length).chars().allMatch(GoTime::isDigit)) {
      fault = new Fault(element, rest, "");
      return false;
    }
    number = Integer.parseInt(rest.substring(0, length));
    rest = rest.substring(length);
    if (number < least || number > most) {
      fault = new Fault("", "", ": " + noun + " out of range");
      return false;
    }
    return true;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
