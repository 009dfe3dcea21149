package dev.treaty.model.schema;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/** Whole numbers as Go reads them from text, and as its types bend those that they cannot hold. */
final class GoInteger {

  private static final Pattern UNDERSCORES = Pattern.compile("(0[xXbBoO]_?)?[^_]+(_[^_]+)*");

  private static final BigInteger TWO_63 = BigInteger.ONE.shiftLeft(63);
  private static final double LIMIT = 0x1p63;

  private GoInteger() {}

  /** What becomes of a float64 in an integer type, on the processors that servers run on. */
  static BigInteger of(double number, String goType) {
    if (!goType.startsWith("u")) {
      return signed(number);
    }
    return number >= LIMIT && number < 2 * LIMIT
        ? wrapped(BigInteger.valueOf((long) (number - LIMIT)).add(TWO_63), goType)
        : wrapped(signed(number), goType);
  }

  private static BigInteger signed(double number) {
    return number >= -LIMIT && number < LIMIT ? BigInteger.valueOf((long) number) : TWO_63.negate();
  }

  /** What becomes of a number in an integer type: its lowest bits. */
  static BigInteger wrapped(BigInteger number, String goType) {
    return switch (goType) {
      case "uint8" -> BigInteger.valueOf(number.longValue() & 0xffL);
      case "uint32" -> BigInteger.valueOf(number.longValue() & 0xffff_ffffL);
      case "uint64" -> number.mod(TWO_63.shiftLeft(1));
      default -> BigInteger.valueOf(number.longValue());
    };
  }

  /** Whether a number in text may stand for the type. */
  static boolean holds(BigInteger number, String goType) {
    return wrapped(number, goType).equals(number);
  }

  /** Reads a text as {@code strconv.ParseInt(text, 0, 64)} does. */
  static BigInteger parse(String text) {
    String sign = text.startsWith("-") || text.startsWith("+") ? text.substring(0, 1) : "";
    String rest = text.substring(sign.length());
    if (rest.isEmpty() || rest.length() > 400 || !rest.chars().allMatch(c -> c < 0x80)) {
      throw new NumberFormatException(text);
    }
    if (!UNDERSCORES.matcher(rest).matches()) {
      throw new NumberFormatException(text);
    }
    rest = rest.replace("_", "");
    int base = 10;
    String lower = rest.toLowerCase(Locale.ROOT);
    if (lower.startsWith("0x")) {
      base = 16;
    } else if (lower.startsWith("0b")) {
      base = 2;
    } else if (lower.startsWith("0o")) {
      base = 8;
    }
    String digits = base == 10 ? rest : rest.substring(2);
    if (base == 10 && rest.length() > 1 && rest.startsWith("0")) {
      base = 8;
      digits = rest.substring(1);
    }
    if (digits.startsWith("-") || digits.startsWith("+")) {
      throw new NumberFormatException(text);
    }
    BigInteger number = new BigInteger(digits, base);
    return sign.equals("-") ? number.negate() : number;
  }
}
