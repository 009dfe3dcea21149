package dev.treaty.tests.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tries every order of a handful of operations on one key: the checker's judge. */
final class EveryOrder {

  private EveryOrder() {}

  static boolean explains(List<Operation> operations, Map<String, Long> indexes) {
    return explains(operations, Register.EMPTY, indexes);
  }

  private static boolean explains(
      List<Operation> left, Register register, Map<String, Long> indexes) {
    if (left.stream().allMatch(Operation::isOpen)) {
      return true;
    }
    for (Operation first : left) {
      boolean mayBeFirst = left.stream().noneMatch(other -> other.returned() < first.called());
      Optional<Register> next = mayBeFirst ? register.after(first, indexes) : Optional.empty();
      if (next.isPresent()) {
        List<Operation> rest = new ArrayList<>(left);
        rest.remove(first);
        if (explains(rest, next.get(), indexes)) {
          return true;
        }
      }
    }
    return false;
  }
}
