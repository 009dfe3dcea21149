package dev.treaty.agent.filter;

import dev.treaty.agent.notation.GoText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Binds an expression to the fields of a type: selectors, operators and values are judged here. */
final class Binding {

  private final List<String> selector;
  private final MatchOperator operator;
  private final Optional<String> value;

  private Binding(Expression.Match match) {
    this.selector = match.selector();
    this.operator = match.operator();
    this.value = match.value();
  }

  static <T> Predicate<T> bind(Expression expression, Fields<T> fields) {
    return switch (expression) {
      case Expression.Not(Expression operand) -> bind(operand, fields).negate();
      case Expression.And(Expression left, Expression right) -> {
        Predicate<T> first = bind(left, fields);
        yield first.and(bind(right, fields));
      }
      case Expression.Or(Expression left, Expression right) -> {
        Predicate<T> first = bind(left, fields);
        yield first.or(bind(right, fields));
      }
      case Expression.Match match -> new Binding(match).at(0, fields);
    };
  }

  private <T> Predicate<T> at(int depth, Fields<T> fields) {
    Fields.Field<T> field =
        fields.find(selector.get(depth)).orElseThrow(() -> invalidSelector(depth));
    boolean last = depth == selector.size() - 1;
    return switch (field) {
      case Fields.TextField<T> text -> {
        Predicate<String> test = endOr(last, depth, this::textTest);
        yield object -> test.test(text.get().apply(object));
      }
      case Fields.NumberField<T> number -> {
        Predicate<Long> test = endOr(last, depth, this::numberTest);
        yield object -> test.test(number.get().applyAsLong(object));
      }
      case Fields.FlagField<T> flag -> {
        Predicate<Boolean> test = endOr(last, depth, this::flagTest);
        yield object -> test.test(flag.get().test(object));
      }
      case Fields.TextsField<T> texts -> {
        Predicate<List<String>> test = endOr(last, depth, this::textsTest);
        yield object -> test.test(texts.get().apply(object));
      }
      case Fields.TextMapField<T> map -> textMap(map, depth, last);
      case Fields.ObjectField<T, ?> object -> object(object, depth, last);
      case Fields.ObjectsField<T, ?> objects -> objects(objects, depth, last);
      case Fields.ObjectMapField<T, ?> map -> objectMap(map, depth, last);
    };
  }

  private <T> Predicate<T> textMap(Fields.TextMapField<T> map, int depth, boolean last) {
    if (last) {
      Predicate<Map<String, ?>> test = mapTest();
      return object -> test.test(map.get().apply(object));
    }
    if (depth + 2 < selector.size()) {
      throw invalidSelector(depth + 2);
    }
    Predicate<String> test = textTest();
    return throughKey(map.get(), selector.get(depth + 1), test);
  }

  private <T, S> Predicate<T> object(Fields.ObjectField<T, S> object, int depth, boolean last) {
    if (last) {
      throw invalidOperator();
    }
    Predicate<S> test = at(depth + 1, object.fields());
    return outer -> test.test(object.get().apply(outer));
  }

  private <T, S> Predicate<T> objects(Fields.ObjectsField<T, S> objects, int depth, boolean last) {
    if (last) {
      boolean wanted = emptiness();
      return outer -> objects.get().apply(outer).isEmpty() == wanted;
    }
    Predicate<S> test = at(depth + 1, objects.fields());
    return outer -> objects.get().apply(outer).stream().anyMatch(test);
  }

  private <T, S> Predicate<T> objectMap(Fields.ObjectMapField<T, S> map, int depth, boolean last) {
    if (last) {
      Predicate<Map<String, ?>> test = mapTest();
      return object -> test.test(map.get().apply(object));
    }
    if (depth + 2 == selector.size()) {
      throw invalidOperator();
    }
    return throughKey(map.get(), selector.get(depth + 1), at(depth + 2, map.fields()));
  }

  private <T, V> Predicate<T> throughKey(
      Function<T, Map<String, V>> get, String key, Predicate<V> test) {
    boolean missing = operator.whenKeyIsMissing();
    return object -> {
      V found = get.apply(object).get(key);
      return found == null ? missing : test.test(found);
    };
  }

  private <V> Predicate<V> endOr(boolean last, int depth, Supplier<Predicate<V>> test) {
    if (!last) {
      throw invalidSelector(depth + 1);
    }
    return test.get();
  }

  private Predicate<String> textTest() {
    return switch (operator) {
      case EQUAL -> wanted()::equals;
      case NOT_EQUAL -> Predicate.not(wanted()::equals);
      case IN -> text -> text.contains(wanted());
      case NOT_IN -> text -> !text.contains(wanted());
      case MATCHES -> Re2.compile(wanted())::matches;
      case NOT_MATCHES -> Predicate.not(Re2.compile(wanted())::matches);
      case IS_EMPTY, IS_NOT_EMPTY -> throw invalidOperator();
    };
  }

  private Predicate<Long> numberTest() {
    boolean equal = equality();
    long number = Coercion.number(wanted(), this::coercionFailed);
    return actual -> (actual == number) == equal;
  }

  private Predicate<Boolean> flagTest() {
    boolean equal = equality();
    boolean on = Coercion.flag(wanted(), this::coercionFailed);
    return actual -> (actual == on) == equal;
  }

  private boolean equality() {
    return switch (operator) {
      case EQUAL -> true;
      case NOT_EQUAL -> false;
      case IN, NOT_IN, IS_EMPTY, IS_NOT_EMPTY, MATCHES, NOT_MATCHES -> throw invalidOperator();
    };
  }

  private boolean emptiness() {
    return switch (operator) {
      case IS_EMPTY -> true;
      case IS_NOT_EMPTY -> false;
      case EQUAL, NOT_EQUAL, IN, NOT_IN, MATCHES, NOT_MATCHES -> throw invalidOperator();
    };
  }

  private Predicate<List<String>> textsTest() {
    return switch (operator) {
      case IN -> list -> list.contains(wanted());
      case NOT_IN -> list -> !list.contains(wanted());
      case IS_EMPTY -> List::isEmpty;
      case IS_NOT_EMPTY -> list -> !list.isEmpty();
      case EQUAL, NOT_EQUAL, MATCHES, NOT_MATCHES -> throw invalidOperator();
    };
  }

  private Predicate<Map<String, ?>> mapTest() {
    return switch (operator) {
      case IN -> map -> map.containsKey(wanted());
      case NOT_IN -> map -> !map.containsKey(wanted());
      case IS_EMPTY -> Map::isEmpty;
      case IS_NOT_EMPTY -> map -> !map.isEmpty();
      case EQUAL, NOT_EQUAL, MATCHES, NOT_MATCHES -> throw invalidOperator();
    };
  }

  private String wanted() {
    return value.orElse("");
  }

  private InvalidFilterException invalidSelector(int depth) {
    String path = String.join(".", selector.subList(0, depth + 1));
    return new InvalidFilterException("Selector " + GoText.quote(path) + " is not valid");
  }

  private InvalidFilterException invalidOperator() {
    return new InvalidFilterException(
        "Invalid match operator "
            + GoText.quote(operator.display())
            + " for selector "
            + GoText.quote(String.join(".", selector)));
  }

  private InvalidFilterException coercionFailed(String reason) {
    return new InvalidFilterException(
        "Failed to coerce value "
            + GoText.quote(wanted())
            + " for selector "
            + GoText.quote(String.join(".", selector))
            + ": "
            + reason);
  }
}
