package dev.treaty.model.schema;

import dev.treaty.model.value.Value;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers with fractions in Go's two precisions. */
sealed interface GoReal {

  /** A text that is a number. */
  record Parsed(double number) implements GoReal {}

  /**
   * A text that is none.
   *
   * @param cause in Go's words
   */
  record Fault(String cause) implements GoReal {}

  Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,400})?");
  Pattern HEX =
      Pattern.compile(
          "[+-]?0[xX]([0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)[pP][+-]?[0-9]{1,400}");
  Pattern UNDERSCORES = Pattern.compile("[+-]?(0[xX]_?)?[^_]+(_[^_]+)*");
  Pattern BESIDE_UNDERSCORES = Pattern.compile(".*([^0-9a-fA-FxX]_|_[^0-9a-fA-F]).*");
  Pattern SPECIAL = Pattern.compile("(?i)[+-]?inf(inity)?|nan");

  /** The number in the fewest digits that its precision needs. */
  static Value of(double number, String goType) {
    if (!goType.equals("float32")) {
      return OpaqueValue.number(number);
    }
    float narrow = (float) number;
    if (Float.isInfinite(narrow) || Float.isNaN(narrow)) {
      return Value.Decimal.of(Math.copySign(Float.MAX_VALUE, number));
    }
    BigDecimal digits = new BigDecimal(Float.toString(narrow)).stripTrailingZeros();
    return digits.scale() <= 0 && digits.precision() - digits.scale() <= 21
        ? new Value.Whole(digits.toBigIntegerExact())
        : new Value.Decimal(digits);
  }

  /** Reads a text as {@code strconv.ParseFloat} does; an empty one is zero. */
  static GoReal parse(String text, String goType) {
    if (text.isEmpty()) {
      return new Parsed(0);
    }
    if (text.length() > 1000) {
      return new Fault("invalid syntax");
    }
    if (SPECIAL.matcher(text).matches()) {
      return new Parsed(
          text.toLowerCase(Locale.ROOT).endsWith("nan")
              ? Double.NaN
              : text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
    String plain = text.replace("_", "");
    boolean shaped = NUMBER.matcher(plain).matches() || HEX.matcher(plain).matches();
    boolean parted =
        !text.contains("_")
            || (UNDERSCORES.matcher(text).matches() && !BESIDE_UNDERSCORES.matcher(text).matches());
    if (!shaped || !parted) {
      return new Fault("invalid syntax");
    }
    double number = Double.parseDouble(plain);
    boolean fits =
        goType.equals("float32") ? Float.isFinite((float) number) : Double.isFinite(number);
    return fits ? new Parsed(number) : new Fault("value out of range");
  }
}
