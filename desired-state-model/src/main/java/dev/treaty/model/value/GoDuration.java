package dev.treaty.model.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Go's spelling of durations: {@code 1m30s}, {@code 500ms}, {@code -1.5h}. */
public sealed interface GoDuration {

  /** A duration. */
  record Span(long nanoseconds) implements GoDuration {}

  /**
   * No duration.
   *
   * @param message Go's words
   */
  record Bad(String message) implements GoDuration {}

  BigInteger MOST = BigInteger.ONE.shiftLeft(63);

  /** Reads a duration as Go does. */
  static GoDuration parse(String text) {
    Bad invalid = new Bad("time: invalid duration " + GoTime.quote(text));
    boolean negative = text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return new Span(0);
    }
    if (rest.isEmpty() || rest.length() > 200) {
      return invalid;
    }
    BigInteger total = BigInteger.ZERO;
    int at = 0;
    while (at < rest.length()) {
      int start = at;
      at = digits(rest, at);
      if (at < rest.length() && rest.charAt(at) == '.') {
        at = digits(rest, at + 1);
      }
      String number = rest.substring(start, at);
      int dot = number.indexOf('.');
      if (number.isEmpty() || number.equals(".")) {
        return invalid;
      }
      String whole = dot < 0 ? number : number.substring(0, dot);
      if (!whole.isEmpty() && new BigInteger(whole).compareTo(MOST) > 0) {
        return invalid;
      }
      int unitStart = at;
      while (at < rest.length() && !isNumeric(rest.charAt(at))) {
        at++;
      }
      String unit = rest.substring(unitStart, at);
      if (unit.isEmpty()) {
        return new Bad("time: missing unit in duration " + GoTime.quote(text));
      }
      long nanoseconds = unit(unit);
      if (nanoseconds == 0) {
        return new Bad(
            "time: unknown unit " + GoTime.quote(unit) + " in duration " + GoTime.quote(text));
      }
      BigDecimal size = new BigDecimal(number.startsWith(".") ? "0" + number : pad(number));
      total =
          total.add(
              size.multiply(BigDecimal.valueOf(nanoseconds))
                  .setScale(0, RoundingMode.DOWN)
                  .toBigInteger());
    }
    BigInteger signed = negative ? total.negate() : total;
    return signed.bitLength() > 63 ? invalid : new Span(signed.longValueExact());
  }

  /** Prints a duration as Go does: {@code 1m30s}. */
  static String print(long nanoseconds) {
    if (nanoseconds == 0) {
      return "0s";
    }
    BigInteger size = BigInteger.valueOf(nanoseconds).abs();
    String sign = nanoseconds < 0 ? "-" : "";
    long second = 1_000_000_000L;
    if (size.compareTo(BigInteger.valueOf(second)) < 0) {
      long small = size.longValueExact();
      if (small < 1_000L) {
        return sign + small + "ns";
      }
      return small < 1_000_000L
          ? sign + fraction(small, 1_000L) + "µs"
          : sign + fraction(small, 1_000_000L) + "ms";
    }
    BigInteger[] seconds = size.divideAndRemainder(BigInteger.valueOf(60 * second));
    long minutes = seconds[0].longValueExact();
    StringBuilder out = new StringBuilder(sign);
    if (minutes >= 60) {
      out.append(minutes / 60).append('h');
    }
    if (minutes > 0) {
      out.append(minutes % 60).append('m');
    }
    return out.append(fraction(seconds[1].longValueExact(), second)).append('s').toString();
  }

  private static String fraction(long size, long unit) {
    return BigDecimal.valueOf(size)
        .divide(BigDecimal.valueOf(unit))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String pad(String number) {
    return number.endsWith(".") ? number + "0" : number;
  }

  /** Where the digits end that begin at a place. */
  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static boolean isNumeric(char c) {
    return (c >= '0' && c <= '9') || c == '.';
  }

  private static long unit(String unit) {
    return switch (unit) {
      case "ns" -> 1L;
      case "us", "µs", "μs" -> 1_000L;
      case "ms" -> 1_000_000L;
      case "s" -> 1_000_000_000L;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      default -> 0L;
    };
  }
}
