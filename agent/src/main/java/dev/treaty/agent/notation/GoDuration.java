package dev.treaty.agent.notation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations in Go's notation, as nanoseconds. */
public final class GoDuration {

  private static final Pattern PART =
      Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
  private static final long MICRO = 1_000L;
  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

  private GoDuration() {}

  /** Reads {@code 1m30s}; empty where Go refuses it. */
  public static Optional<Long> parse(String text) {
    String body = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    if (body.equals("0")) {
      return Optional.of(0L);
    }
    if (body.isEmpty()) {
      return Optional.empty();
    }
    Matcher part = PART.matcher(body);
    BigDecimal sum = BigDecimal.ZERO;
    int at = 0;
    while (at < body.length()) {
      if (!part.find(at) || part.start() != at) {
        return Optional.empty();
      }
      sum =
          sum.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit(part.group(2)))));
      at = part.end();
    }
    BigInteger whole = sum.toBigInteger();
    if (whole.bitLength() > 63) {
      return Optional.empty();
    }
    return Optional.of(text.startsWith("-") ? -whole.longValue() : whole.longValue());
  }

  /** Go's words for a text that {@link #parse} refuses. */
  public static String refusal(String text) {
    String body = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    if (body.matches("(\\d+\\.?\\d*|\\.\\d+)")) {
      return "time: missing unit in duration " + GoText.quote(text);
    }
    Matcher unit =
        Pattern.compile(
                "^(?:(?:\\d+\\.?\\d*|\\.\\d+)[^\\d.]+)*?(?:\\d+\\.?\\d*|\\.\\d+)" + "([^\\d.]+)")
            .matcher(body);
    if (unit.find() && !unit.group(1).matches("ns|us|µs|μs|ms|s|m|h")) {
      return "time: unknown unit "
          + GoText.quote(unit.group(1))
          + " in duration "
          + GoText.quote(text);
    }
    return "time: invalid duration " + GoText.quote(text);
  }

  private static long unit(String name) {
    return switch (name) {
      case "ns" -> 1;
      case "us", "µs", "μs" -> MICRO;
      case "ms" -> MILLI;
      case "s" -> SECOND;
      case "m" -> MINUTE;
      default -> HOUR;
    };
  }

  /** Writes it as Go's {@code Duration.String()} does. */
  public static String format(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    String sign = nanos < 0 ? "-" : "";
    BigInteger all = BigInteger.valueOf(nanos).abs();
    long size = all.bitLength() > 63 ? Long.MAX_VALUE : all.longValue();
    if (size < MICRO) {
      return sign + size + "ns";
    }
    if (size < MILLI) {
      return sign + decimal(size, MICRO) + "µs";
    }
    if (size < SECOND) {
      return sign + decimal(size, MILLI) + "ms";
    }
    StringBuilder out = new StringBuilder(sign);
    if (size >= HOUR) {
      out.append(size / HOUR).append('h');
    }
    if (size >= MINUTE) {
      out.append(size / MINUTE % 60).append('m');
    }
    return out.append(decimal(size % MINUTE, SECOND)).append('s').toString();
  }

  private static String decimal(long size, long unit) {
    BigDecimal value = BigDecimal.valueOf(size).divide(BigDecimal.valueOf(unit));
    String text = value.stripTrailingZeros().toPlainString();
    return text;
  }
}
