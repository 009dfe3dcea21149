package dev.treaty.tests.history;

import dev.treaty.tests.history.Operation.Action.Delete;
import dev.treaty.tests.history.Operation.Action.Get;
import dev.treaty.tests.history.Operation.Action.Put;
import dev.treaty.tests.history.Operation.Action.Swap;
import java.util.Map;
import java.util.Optional;

/**
 * The register that a key is meant to be: the whole specification.
 *
 * @param value what it holds
 * @param highest the highest index that a value written so far was seen to carry
 */
record Register(Optional<String> value, long highest) {

  static final Register EMPTY = new Register(Optional.empty(), 0);

  /**
   * What the operation makes of the register, or nothing if it cannot have gone like this here.
   *
   * @param indexes the modify index that each value was seen with; later writes carry higher ones
   */
  Optional<Register> after(Operation operation, Map<String, Long> indexes) {
    return switch (operation.action()) {
      case Get get -> get.seen().equals(value) ? Optional.of(this) : Optional.empty();
      case Put put -> holding(put.value(), indexes);
      case Delete() -> Optional.of(new Register(Optional.empty(), highest));
      case Swap swap -> {
        boolean fits = swap.expected().equals(value);
        yield switch (swap.answer()) {
          case DONE -> fits ? holding(swap.value(), indexes) : Optional.empty();
          case REFUSED -> fits ? Optional.empty() : Optional.of(this);
          case UNKNOWN -> fits ? holding(swap.value(), indexes) : Optional.of(this);
        };
      }
    };
  }

  private Optional<Register> holding(String written, Map<String, Long> indexes) {
    long index = indexes.getOrDefault(written, 0L);
    return index != 0 && index <= highest
        ? Optional.empty()
        : Optional.of(new Register(Optional.of(written), Math.max(highest, index)));
  }
}
