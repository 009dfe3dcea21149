package dev.treaty.tests.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.tests.history.Operation.Action;
import dev.treaty.tests.history.Operation.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The history checker is right on known histories and agrees with trying every order (bar Q2). */
class LinearizabilityCheckerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0-1 get -",
        "0-1 put a | 2-3 get a",
        "0-3 put a | 1-2 get -",
        "0-3 put a | 1-2 get a",
        "0-5 put a | 1-2 get - | 3-4 get a",
        "0-5 put a | 0-5 put b | 6-7 get a",
        "0-5 put a | 0-5 put b | 6-7 get b",
        "0-5 put a | 0-5 put b | 1-2 get b | 3-4 get a",
        "0-1 put a | 2-3 del | 4-5 get -",
        "0-1 put a | 2-5 del | 3-4 get a | 6-7 get -",
        "0-1 cas ->a ok | 2-3 get a",
        "0-1 put a | 2-3 cas ->b no | 4-5 get a",
        "0-1 put a | 2-5 cas a>b ok | 2-5 cas a>c no | 6-7 get b",
        "0-1 put a | 2- put b | 3-4 get a | 5-6 get b",
        "0-1 put a | 2- put b | 3-4 get a | 5-6 get a",
        "0-1 put a | 2- cas a>b | 3-4 put c | 5-6 get c",
        "0-1 put a | 2- cas a>b | 3-4 get b",
        "0-1 put a | 2- del | 3-4 get a | 5-6 get - | 7-8 get -",
        "0-1 put a | 2- put b | 3-4 cas a>c no | 5-6 get b",
        "0-9 put a | 0-9 put b | 0-9 put c | 1-2 get c | 3-4 get a | 5-6 get b",
        "0-2 put a | 2-3 get -",
      })
  void explainsWhatCanHaveHappened(String text) {
    assertThat(LinearizabilityChecker.check(HistoryText.parse(text), Map.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0-1 get a",
        "0-1 put a | 2-3 get -",
        "0-1 put a | 2-3 put b | 4-5 get a",
        "0-5 put a | 1-2 get a | 3-4 get -",
        "0-1 put a | 2-5 put b | 3-4 get c",
        "0-1 put a | 2-7 put b | 3-4 get b | 5-6 get a",
        "0-5 put a | 0-5 put b | 6-7 get a | 8-9 get b",
        "0-1 put a | 2-3 del | 4-5 get a",
        "0-1 put a | 2-5 del | 3-4 get - | 4-5 get - | 6-7 get a",
        "0-1 cas ->a no",
        "0-1 put a | 2-3 cas ->b ok",
        "0-1 put a | 2-3 cas a>b ok | 4-5 cas a>c ok",
        "0-1 put a | 2-5 cas a>b ok | 2-5 cas a>c ok",
        "0-1 put a | 2-3 cas a>b ok | 4-5 get a",
        "0-1 put a | 2- put b | 3-4 get b | 5-6 get a",
        "0-1 get b | 2- put b",
        "0-1 put a | 2- cas c>b | 3-4 get b",
        "0-1 put a | 2- del | 3-4 get - | 5-6 get a",
        "0-1 put a | 2-3 cas a>c no | 4-5 get a",
        "0-9 put a | 0-9 put b | 1-2 get a | 3-4 get b | 5-6 get a",
      })
  void refusesWhatCannot(String text) {
    assertThat(LinearizabilityChecker.check(HistoryText.parse(text), Map.of())).isPresent();
  }

  @Test
  void refusesIndexesThatFall() {
    List<Operation> history = HistoryText.parse("0-1 put a | 2-3 get a | 4-5 put b | 6-7 get b");
    assertThat(LinearizabilityChecker.check(history, Map.of("a", 5L, "b", 6L))).isEmpty();
    assertThat(LinearizabilityChecker.check(history, Map.of("a", 6L, "b", 5L))).isPresent();
  }

  @Test
  void saysWhereTheExplanationEnds() {
    assertThat(
            LinearizabilityChecker.check(
                HistoryText.parse("0-1 put a | 2-3 put b | 4-5 get a"), Map.of()))
        .get()
        .asString()
        .contains("2 operations are explained", "4-5 Get[seen=Optional[a]]");
  }

  @Test
  void agreesWithTryingEveryOrder() {
    Random random = new Random(7);
    int good = 0;
    for (int i = 0; i < 10_000; i++) {
      List<Operation> history = randomHistory(random);
      boolean explained = EveryOrder.explains(history, Map.of());
      good += explained ? 1 : 0;
      assertThat(LinearizabilityChecker.check(history, Map.of()).isEmpty())
          .as("%s", history)
          .isEqualTo(explained);
    }
    assertThat(good).as("both kinds are well represented").isBetween(2_000, 8_000);
  }

  private static List<Operation> randomHistory(Random random) {
    int size = 1 + random.nextInt(8);
    List<Operation> history = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      long called = random.nextInt(12);
      boolean open = random.nextInt(6) == 0;
      Optional<String> value =
          random.nextInt(3) == 0 ? Optional.empty() : Optional.of("v" + random.nextInt(size));
      Action action =
          switch (random.nextInt(7)) {
            case 0, 1 -> new Action.Put("v" + i);
            case 2 -> new Action.Delete();
            case 3 ->
                new Action.Swap(
                    value, "v" + i, open ? Answer.UNKNOWN : Answer.values()[random.nextInt(2)]);
            default -> new Action.Get(value);
          };
      boolean read = action instanceof Action.Get;
      history.add(
          new Operation(
              i,
              "x",
              action,
              called,
              open && !read ? Operation.NEVER : called + 1 + random.nextInt(8)));
    }
    return history;
  }
}
