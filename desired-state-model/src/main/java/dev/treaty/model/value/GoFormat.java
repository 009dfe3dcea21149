package dev.treaty.model.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Values in the notations of Go's {@code fmt}, which Consul's messages use. */
public final class GoFormat {

  private GoFormat() {}

  /** {@code %q}: in double quotes, escaped. */
  public static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case 7 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case 11 -> out.append("\\v");
            default -> {
              if (c < 0x20 || c == 0x7f) {
                out.append(String.format(Locale.ROOT, "\\x%02x", c));
              } else if (!isPrintable(c)) {
                out.append(String.format(Locale.ROOT, c > 0xffff ? "\\U%08x" : "\\u%04x", c));
              } else {
                out.appendCodePoint(c);
              }
            }
          }
        });
    return out.append('"').toString();
  }

  /** Whether Go takes a character for printable. */
  public static boolean isPrintable(int c) {
    int type = Character.getType(c);
    return Character.isDefined(c)
        && !Character.isISOControl(c)
        && (!Character.isSpaceChar(c) || c == ' ')
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.PRIVATE_USE;
  }

  /** {@code %v}. */
  public static String print(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Whole(var number) -> shortest(number.doubleValue());
      case Value.Decimal(BigDecimal number) -> shortest(number.doubleValue());
      case Value.Flag(boolean on) -> String.valueOf(on);
      case Value.Nothing() -> "<nil>";
      case Value.Items(List<Value> values) ->
          "[" + String.join(" ", values.stream().map(GoFormat::print).toList()) + "]";
      case Value.Fields(Map<String, Value> map) ->
          "map["
              + String.join(
                  " ",
                  new TreeMap<>(map)
                      .entrySet().stream()
                          .map(field -> field.getKey() + ":" + print(field.getValue()))
                          .toList())
              + "]";
    };
  }

  /** {@code %f}: six digits after the point. */
  public static String fixed(double number) {
    return new BigDecimal(number).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** A float64 without exponent, in the fewest digits. */
  public static String plain(double number) {
    BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    return exact.signum() == 0 ? "0" : exact.toPlainString();
  }

  /** {@code %v} of a float64: with an exponent from a million on. */
  private static String shortest(double number) {
    double size = Math.abs(number);
    return size == 0 || (size >= 1e-4 && size < 1e6) ? plain(number) : GoText.exponent(number);
  }
}
