package dev.treaty.model.schema;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/** Whole numbers in text, as Go's {@code strconv.ParseInt(text, 0, 64)} reads them. */
final class GoInteger {

  private static final Pattern UNDERSCORES = Pattern.compile("(0[xXbBoO]_?)?[^_]+(_[^_]+)*");

  private GoInteger() {}

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
