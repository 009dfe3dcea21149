package dev.treaty.tests.history;

import dev.treaty.tests.history.Operation.Action;
import dev.treaty.tests.history.Operation.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Histories as one writes them down: {@code 0-2 put a | 1-3 get a | 4- del | 5-6 cas a>b ok}.
 *
 * <p>{@code get -} saw nothing; {@code cas -&gt;b no} was refused although it expected nothing; an
 * interval without an end has no answer.
 */
final class HistoryText {

  private HistoryText() {}

  static List<Operation> parse(String text) {
    List<Operation> operations = new ArrayList<>();
    for (String part : text.split("\\|")) {
      String[] words = part.strip().split("\\s+");
      String[] times = words[0].split("-", -1);
      long returned = times[1].isEmpty() ? Operation.NEVER : Long.parseLong(times[1]);
      operations.add(
          new Operation(operations.size(), "x", action(words), Long.parseLong(times[0]), returned));
    }
    return operations;
  }

  private static Action action(String[] words) {
    return switch (words[1]) {
      case "put" -> new Action.Put(words[2]);
      case "get" -> new Action.Get(value(words[2]));
      case "del" -> new Action.Delete();
      case "cas" -> {
        String[] sides = words[2].split(">");
        yield new Action.Swap(
            value(sides[0]),
            sides[1],
            words.length < 4
                ? Answer.UNKNOWN
                : words[3].equals("ok") ? Answer.DONE : Answer.REFUSED);
      }
      default -> throw new IllegalArgumentException(words[1]);
    };
  }

  private static Optional<String> value(String word) {
    return word.equals("-") ? Optional.empty() : Optional.of(word);
  }
}
