package dev.treaty.model.schema;

import dev.treaty.model.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Go's zero values: what {@code omitempty} leaves out, and null. */
final class Zero {

  private Zero() {}

  static boolean isZero(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text.isEmpty();
      case Value.Whole(BigInteger number) -> number.signum() == 0;
      case Value.Decimal(BigDecimal number) -> number.signum() == 0;
      case Value.Flag(boolean on) -> !on;
      case Value.Nothing() -> true;
      case Value.Items(List<Value> values) -> values.isEmpty();
      case Value.Fields(Map<String, Value> map) -> map.isEmpty();
    };
  }
}
