package dev.treaty.model.schema;

import dev.treaty.model.value.Value;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers with fractions in Go's two precisions. */
final class GoReal {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,5})?");

  private GoReal() {}

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

  /** Reads a text as a number; an empty one is zero. */
  static Optional<Double> parse(String text) {
    if (text.isEmpty()) {
      return Optional.of(0.0);
    }
    return text.length() <= 400 && NUMBER.matcher(text).matches()
        ? Optional.of(Double.valueOf(text))
        : Optional.empty();
  }
}
