package dev.treaty.agent.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FilterProperties {

  private static final Fields<List<Integer>> FIELDS =
      Fields.<List<Integer>>none()
          .number("A", list -> list.get(0))
          .number("B", list -> list.get(1))
          .number("C", list -> list.get(2));

  /** An expression in text, and what it should say. */
  record Case(String text, java.util.function.Predicate<List<Integer>> meaning) {}

  private static Arbitrary<Case> leaf() {
    return Combinators.combine(
            Arbitraries.of(0, 1, 2),
            Arbitraries.integers().between(0, 2),
            Arbitraries.of(true, false))
        .as((field, value, equal) ->
            new Case(
                "ABC".charAt(field) + (equal ? " == " : " != ") + value,
                list -> (list.get(field).equals(value)) == equal));
  }

  @Provide
  Arbitrary<Case> expressions() {
    return Arbitraries.recursive(FilterProperties::leaf, FilterProperties::bigger, 4);
  }

  private static Arbitrary<Case> bigger(Arbitrary<Case> smaller) {
    return Combinators.combine(smaller, smaller, Arbitraries.of("and", "or", "not"))
        .as((left, right, word) ->
            switch (word) {
              case "and" ->
                  new Case(
                      "(" + left.text() + ") and (" + right.text() + ")",
                      list -> left.meaning().test(list) && right.meaning().test(list));
              case "or" ->
                  new Case(
                      "(" + left.text() + ") or (" + right.text() + ")",
                      list -> left.meaning().test(list) || right.meaning().test(list));
              default -> new Case("not (" + left.text() + ")", list -> !left.meaning().test(list));
            });
  }

  @Property(tries = 300)
  void saysWhatTheExpressionMeans(
      @ForAll("expressions") Case expression, @ForAll("values") List<Integer> values) {
    assertThat(Filter.of(expression.text(), FIELDS).test(values))
        .as(expression.text())
        .isEqualTo(expression.meaning().test(values));
  }

  @Provide
  Arbitrary<List<Integer>> values() {
    return Arbitraries.integers().between(0, 2).list().ofSize(3);
  }

  @Property(tries = 500)
  void answersAnyTextWithAFilterOrARefusal(@ForAll String text) {
    try {
      assertThat(Filter.of(text, FIELDS)).isNotNull();
    } catch (InvalidFilterException e) {
      assertThat(e).hasMessageStartingWith("Failed to create boolean expression evaluator: ");
    }
  }
}
