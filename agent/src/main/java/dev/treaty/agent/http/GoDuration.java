package dev.treaty.agent.http;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations in Go's notation: {@code 1m30s}, {@code 1.5h}, {@code 250ms}. */
public final class GoDuration {

  private static final Pattern PART =
      Pattern.compile("\\G([0-9]+\\.?[0-9]*|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)");

  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  private GoDuration() {}

  /** Reads one; empty where Go refuses it. */
  public static Optional<Duration> parse(String text) {
    boolean negative = text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    Matcher part = PART.matcher(rest);
    BigDecimal nanos = BigDecimal.ZERO;
    int end = 0;
    while (part.find()) {
      String number = part.group(1);
      nanos =
          nanos.add(
              new BigDecimal(number.endsWith(".") ? number + "0" : number)
                  .multiply(BigDecimal.valueOf(unit(part.group(2)))));
      end = part.end();
    }
    if (end == 0 || end != rest.length() || nanos.compareTo(MOST) > 0) {
      return Optional.empty();
    }
    long whole = nanos.longValue();
    return Optional.of(Duration.ofNanos(negative ? -whole : whole));
  }

  private static long unit(String name) {
    return switch (name) {
      case "ns" -> 1;
      case "ms" -> 1_000_000;
      case "s" -> 1_000_000_000;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      default -> 1_000;
    };
  }

  /** Prints one as Go does: {@code 1m30s}, {@code 1.5s}, {@code 0s}. */
  public static String print(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos == 0) {
      return "0s";
    }
    StringBuilder out = new StringBuilder();
    if (nanos < 0) {
      out.append('-');
      nanos = -nanos;
    }
    if (nanos < 1_000) {
      return out.append(nanos).append("ns").toString();
    }
    if (nanos < 1_000_000) {
      return out.append(fraction(nanos, 3)).append("µs").toString();
    }
    if (nanos < 1_000_000_000) {
      return out.append(fraction(nanos, 6)).append("ms").toString();
    }
    long hours = nanos / unit("h");
    long minutes = nanos / unit("m") % 60;
    if (hours > 0) {
      out.append(hours).append('h');
    }
    if (hours > 0 || minutes > 0) {
      out.append(minutes).append('m');
    }
    return out.append(fraction(nanos % unit("m"), 9)).append('s').toString();
  }

  private static String fraction(long value, int digits) {
    return BigDecimal.valueOf(value, digits).stripTrailingZeros().toPlainString();
  }
}
