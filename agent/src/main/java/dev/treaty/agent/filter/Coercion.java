package dev.treaty.agent.filter;

import dev.treaty.agent.notation.GoText;
import java.math.BigInteger;
import java.util.Locale;
import java.util.function.Function;

/** Turns the raw value of an expression into the type of a field, as Go's {@code strconv} does. */
final class Coercion {

  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

  private Coercion() {}

  static long number(String raw, Function<String, InvalidFilterException> refusal) {
    String digits = raw.startsWith("-") || raw.startsWith("+") ? raw.substring(1) : raw;
    String lower = digits.toLowerCase(Locale.ROOT);
    int radix = 10;
    int skip = 0;
    if (lower.startsWith("0x") || lower.startsWith("0b") || lower.startsWith("0o")) {
      radix = lower.charAt(1) == 'x' ? 16 : lower.charAt(1) == 'b' ? 2 : 8;
      skip = 2;
    } else if (lower.startsWith("0") && lower.length() > 1) {
      radix = 8;
      skip = 1;
    }
    String body = digits.substring(skip);
    if (body.isEmpty() || body.startsWith("-") || body.startsWith("+")) {
      throw refusal.apply(failure("ParseInt", raw, "invalid syntax"));
    }
    BigInteger number;
    try {
      number = new BigInteger(body.replace("_", radix == 10 ? "_" : ""), radix);
    } catch (NumberFormatException e) {
      throw refusal.apply(failure("ParseInt", raw, "invalid syntax"));
    }
    BigInteger signed = raw.startsWith("-") ? number.negate() : number;
    if (signed.compareTo(MIN) < 0 || signed.compareTo(MAX) > 0) {
      throw refusal.apply(failure("ParseInt", raw, "value out of range"));
    }
    return signed.longValue();
  }

  static boolean flag(String raw, Function<String, InvalidFilterException> refusal) {
    return switch (raw) {
      case "1", "t", "T", "TRUE", "true", "True" -> true;
      case "0", "f", "F", "FALSE", "false", "False" -> false;
      default -> throw refusal.apply(failure("ParseBool", raw, "invalid syntax"));
    };
  }

  private static String failure(String function, String raw, String why) {
    return "strconv." + function + ": parsing " + GoText.quote(raw) + ": " + why;
  }
}
