package dev.treaty.agent.filter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * The fields of a type that a filter may select, by their (case-sensitive) names in Consul's Go
 * types.
 *
 * @param <T> the type of the objects that are filtered
 */
public final class Fields<T> {

  /** One field and how to get at its value. */
  sealed interface Field<T> {}

  record TextField<T>(Function<T, String> get) implements Field<T> {}

  record NumberField<T>(ToLongFunction<T> get) implements Field<T> {}

  record FlagField<T>(Predicate<T> get) implements Field<T> {}

  record TextsField<T>(Function<T, List<String>> get) implements Field<T> {}

  record TextMapField<T>(Function<T, Map<String, String>> get) implements Field<T> {}

  record ObjectField<T, S>(Function<T, S> get, Fields<S> fields) implements Field<T> {}

  record ObjectsField<T, S>(Function<T, List<S>> get, Fields<S> fields) implements Field<T> {}

  record ObjectMapField<T, S>(Function<T, Map<String, S>> get, Fields<S> fields)
      implements Field<T> {}

  private final Map<String, Field<T>> byName = new LinkedHashMap<>();

  private Fields() {}

  /** No fields yet. */
  public static <T> Fields<T> none() {
    return new Fields<>();
  }

  /** Adds a string. */
  public Fields<T> text(String name, Function<T, String> get) {
    return with(name, new TextField<>(get));
  }

  /** Adds a whole number. */
  public Fields<T> number(String name, ToLongFunction<T> get) {
    return with(name, new NumberField<>(get));
  }

  /** Adds a boolean. */
  public Fields<T> flag(String name, Predicate<T> get) {
    return with(name, new FlagField<>(get));
  }

  /** Adds a list of strings. */
  public Fields<T> texts(String name, Function<T, List<String>> get) {
    return with(name, new TextsField<>(get));
  }

  /** Adds a map of strings. */
  public Fields<T> textMap(String name, Function<T, Map<String, String>> get) {
    return with(name, new TextMapField<>(get));
  }

  /** Adds an object with fields of its own. */
  public <S> Fields<T> object(String name, Function<T, S> get, Fields<S> fields) {
    return with(name, new ObjectField<>(get, fields));
  }

  /** Adds a list of objects; selecting through it means "any of them". */
  public <S> Fields<T> objects(String name, Function<T, List<S>> get, Fields<S> fields) {
    return with(name, new ObjectsField<>(get, fields));
  }

  /** Adds a map of objects. */
  public <S> Fields<T> objectMap(String name, Function<T, Map<String, S>> get, Fields<S> fields) {
    return with(name, new ObjectMapField<>(get, fields));
  }

  private Fields<T> with(String name, Field<T> field) {
    byName.put(name, field);
    return this;
  }

  /** The field with exactly this name. */
  Optional<Field<T>> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
