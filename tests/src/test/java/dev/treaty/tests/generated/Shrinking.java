package dev.treaty.tests.generated;

import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Makes a failing entry as small as it can be. */
final class Shrinking {

  private Shrinking() {}

  /** The smallest entry found that still fails; takes members and elements out one by one. */
  static Value.Fields smallest(Value.Fields failing, Predicate<Value.Fields> fails) {
    Value.Fields best = failing;
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      for (Value each : smaller(best)) {
        if (each instanceof Value.Fields candidate && fails.test(candidate)) {
          best = candidate;
          smaller = true;
          break;
        }
      }
    }
    return best;
  }

  private static List<Value> smaller(Value value) {
    List<Value> found = new ArrayList<>();
    switch (value) {
      case Value.Fields map -> {
        map.map().keySet().stream()
            .filter(key -> !key.equals("Kind"))
            .forEach(key -> found.add(map.without(key)));
        for (Map.Entry<String, Value> member : map.map().entrySet()) {
          smaller(member.getValue()).forEach(less -> found.add(map.with(member.getKey(), less)));
        }
      }
      case Value.Items(List<Value> items) -> {
        for (int i = 0; i < items.size(); i++) {
          List<Value> fewer = new ArrayList<>(items);
          fewer.remove(i);
          found.add(new Value.Items(fewer));
          int at = i;
          smaller(items.get(i))
              .forEach(less -> {
                List<Value> same = new ArrayList<>(items);
                same.set(at, less);
                found.add(new Value.Items(same));
              });
        }
      }
      case Value.Text text -> {}
      case Value.Whole whole -> {}
      case Value.Decimal decimal -> {}
      case Value.Flag flag -> {}
      case Value.Nothing nothing -> {}
    }
    return found;
  }
}
