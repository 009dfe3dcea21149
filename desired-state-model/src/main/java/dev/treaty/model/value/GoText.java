package dev.treaty.model.value;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Strings and floating-point numbers as Go's {@code encoding/json} prints them. */
final class GoText {

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private GoText() {}

  static void quote(StringBuilder out, String text) {
    out.append('"');
    escape(out, text);
    out.append('"');
  }

  static void escape(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '<', '>', '&', '\u2028', '\u2029' -> unicode(out, c);
        default -> {
          if (c < 0x20) {
            unicode(out, c);
          } else if (Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1))) {
            out.append(c).append(text.charAt(++i));
          } else if (Character.isSurrogate(c)) {
            out.append("\\ufffd");
          } else {
            out.append(c);
          }
        }
      }
    }
  }

  /** The text with lone surrogates replaced, as UTF-8 cannot hold them. */
  static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return new String(text.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);
      }
    }
    return text;
  }

  private static void unicode(StringBuilder out, char c) {
    out.append("\\u")
        .append(HEX[c >> 12])
        .append(HEX[(c >> 8) & 15])
        .append(HEX[(c >> 4) & 15])
        .append(HEX[c & 15]);
  }

  /** The shortest digits that read back as the same float64, in Go's choice of notation. */
  static String number(double number) {
    if (number == 0) {
      return 1 / number < 0 ? "-0" : "0";
    }
    double size = Math.abs(number);
    if (size >= 1e-6 && size < 1e21) {
      return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }
    String text = exponent(number);
    return text.replaceFirst("e([-+])0(\\d)$", "e$1$2");
  }

  /** With an exponent of at least two digits. */
  static String exponent(double number) {
    BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    String digits = exact.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - exact.scale();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    int size = Math.abs(exponent);
    return (number < 0 ? "-" : "")
        + mantissa
        + (exponent < 0 ? "e-" : "e+")
        + (size < 10 ? "0" : "")
        + size;
  }
}
