package dev.treaty.model.graph;

import dev.treaty.model.value.Value;

/** Weights of splits: hundredths of a percent, computed as Consul does, in 32-bit floats. */
final class Weights {

  private Weights() {}

  static float of(Value.Fields split) {
    return switch (split.get("Weight").orElse(Value.Nothing.NULL)) {
      case Value.Whole(var number) -> number.floatValue();
      case Value.Decimal(var number) -> number.floatValue();
      case Value.Text text -> 0;
      case Value.Flag flag -> 0;
      case Value.Nothing nothing -> 0;
      case Value.Items items -> 0;
      case Value.Fields fields -> 0;
    };
  }

  /** The part of a part. */
  static float join(float outer, float inner) {
    float effective = outer * inner / 100;
    long hundredths = Math.round((double) (effective * 100.0f));
    return (float) hundredths / 100.0f;
  }
}
