package dev.treaty.agent.filter;

import java.util.List;
import java.util.function.Predicate;

/**
 * A filter over objects of one type.
 *
 * @param <T> the type of the objects
 */
public final class Filter<T> {

  private static final String PREFIX = "Failed to create boolean expression evaluator: ";

  private final Predicate<T> predicate;
  private final boolean open;

  private Filter(Predicate<T> predicate, boolean open) {
    this.predicate = predicate;
    this.open = open;
  }

  /** Lets everything pass. */
  public static <T> Filter<T> everything() {
    return new Filter<>(object -> true, true);
  }

  /**
   * Reads an expression; an empty one lets everything pass.
   *
   * @throws InvalidFilterException with Consul's text, which is the body of a 500
   */
  public static <T> Filter<T> of(String expression, Fields<T> fields) {
    if (expression.isEmpty()) {
      return everything();
    }
    try {
      return new Filter<>(Binding.bind(ExpressionReader.read(expression), fields), false);
    } catch (InvalidFilterException e) {
      throw new InvalidFilterException(PREFIX + e.getMessage());
    }
  }

  /**
   * Reads an expression whose selectors are judged only when there is something to filter, as
   * {@code /v1/agent/checks} does.
   */
  public static <T> Filter<T> lazily(String expression, Fields<T> fields, boolean anything) {
    if (expression.isEmpty()) {
      return everything();
    }
    Expression parsed;
    try {
      parsed = ExpressionReader.read(expression);
    } catch (InvalidFilterException e) {
      throw new InvalidFilterException(PREFIX + e.getMessage());
    }
    return anything ? new Filter<>(Binding.bind(parsed, fields), false) : everything();
  }

  /** Says whether the object passes. */
  public boolean test(T object) {
    return predicate.test(object);
  }

  /** The objects that pass, in their order. */
  public List<T> apply(List<T> objects) {
    return open ? objects : objects.stream().filter(predicate).toList();
  }

  /** Says whether this filter lets everything pass. */
  public boolean isOpen() {
    return open;
  }
}
