package dev.treaty.model.schema;

import dev.treaty.model.value.Value;

/** Numbers that were decoded before, all of them float64. */
public final class GoNumbers {

  private GoNumbers() {}

  /** The number that a value is; 0 if it is none. */
  public static double of(Value value) {
    return switch (value) {
      case Value.Whole whole -> whole.number().doubleValue();
      case Value.Decimal decimal -> decimal.number().doubleValue();
      case Value.Text text -> 0;
      case Value.Flag flag -> 0;
      case Value.Items items -> 0;
      case Value.Fields fields -> 0;
      case Value.Nothing nothing -> 0;
    };
  }

  /** What becomes of a number in an integer type. */
  public static Value.Whole whole(double number, String goType) {
    return new Value.Whole(GoInteger.of(number, goType));
  }
}
