package dev.treaty.model.syntax;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** HCL 1's spellings of numbers, brought to JSON's. */
sealed interface HclNumber {

  /** A number in JSON's spelling. */
  record Read(String decimal) implements HclNumber {}

  /** No number. */
  record Bad(String message, String hint) implements HclNumber {}

  Pattern HEX = Pattern.compile("[-+]?0[xX][0-9a-fA-F]+");
  Pattern OCTAL = Pattern.compile("[-+]?0[0-7]+");
  Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
  Pattern DECIMAL = Pattern.compile("[-+]?[0-9]+(\\.[0-9]*)?([eE][-+]?[0-9]{1,9})?");
  int MAX_LENGTH = 400;

  static HclNumber decimal(String raw) {
    if (raw.length() > MAX_LENGTH) {
      return new Bad("the number has more than " + MAX_LENGTH + " digits", "");
    }
    boolean negative = raw.startsWith("-");
    String digits = raw.startsWith("-") || raw.startsWith("+") ? raw.substring(1) : raw;
    if (HEX.matcher(raw).matches()) {
      return whole(negative, new BigInteger(digits.substring(2), 16));
    }
    if (WHOLE.matcher(raw).matches()) {
      return whole(negative, new BigInteger(digits));
    }
    if (OCTAL.matcher(raw).matches()) {
      return whole(negative, new BigInteger(digits, 8));
    }
    if (DECIMAL.matcher(raw).matches() && (digits.contains(".") || digits.matches(".*[eE].*"))) {
      double size =
          new BigDecimal(raw.endsWith(".") ? raw + "0" : raw.replace(".e", ".0e")).doubleValue();
      if (Double.isInfinite(size)) {
        return new Bad("the number " + raw + " is out of range", "");
      }
      String text = BigDecimal.valueOf(size).toString();
      return new Read(text.contains(".") || text.contains("E") ? text : text + ".0");
    }
    String hint =
        digits.matches("0[0-9]+")
            ? "a leading 0 means an octal number"
            : "a text such as \"" + raw + "\" needs quotes";
    return new Bad("\"" + raw + "\" is no number", hint);
  }

  private static HclNumber whole(boolean negative, BigInteger number) {
    if (number.bitLength() > 63) {
      return new Bad("the number is out of range (64 bits)", "");
    }
    return new Read((negative ? number.negate() : number).toString());
  }
}
