package dev.treaty.model.schema;

import dev.treaty.model.schema.Field.Presence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The declared fields of a map, in the order in which Consul prints them. */
public final class Shape {

  static final Shape EMPTY = new Shape(List.of());

  private final List<Field> fields;

  /** Lower-cased names and aliases, to find the fields that a key may name. */
  private final Map<String, List<Field>> bySpelling = new HashMap<>();

  private final Set<String> names = new HashSet<>();

  private Shape(List<Field> fields) {
    this.fields = List.copyOf(fields);
    for (Field field : fields) {
      names.add(field.name());
      for (String spelling : List.of(field.name(), field.alias().spelling())) {
        List<Field> same =
            bySpelling.computeIfAbsent(
                spelling.toLowerCase(Locale.ROOT), lower -> new ArrayList<>());
        if (!same.contains(field)) {
          same.add(field);
        }
      }
    }
  }

  public static Builder fields() {
    return new Builder();
  }

  /** The fields in Consul's order. */
  public List<Field> list() {
    return fields;
  }

  /** Whether a field has exactly this name. */
  boolean has(String name) {
    return names.contains(name);
  }

  /** The field that a key names, by name or alias, in any case. */
  public Optional<Field> find(String key, Gate server) {
    return find(key, server, Channel.COMMAND_LINE);
  }

  private List<Field> candidates(String key) {
    for (int i = 0; i < key.length(); i++) {
      if (key.charAt(i) > 0x7f) {
        return fields; // Unicode folds more letters than lower case does.
      }
    }
    return bySpelling.getOrDefault(key.toLowerCase(Locale.ROOT), List.of());
  }

  Optional<Field> find(String key, Gate server, Channel channel) {
    for (Field field : candidates(key)) {
      if (field.answersTo(key, channel) && field.isKnownTo(server)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  /** The field that a key names on some server. */
  Optional<Field> findAnywhere(String key) {
    return fields.stream().filter(field -> field.answersTo(key)).findFirst();
  }

  /** Collects the fields of a shape. */
  public static final class Builder {
    private final List<Field> fields = new ArrayList<>();

    private Builder() {}

    /** A field printed even when zero. */
    public Builder always(String name, Type type) {
      return add(Field.of(name, type, Presence.ALWAYS));
    }

    /** A field left out when zero. */
    public Builder optional(String name, Type type) {
      return add(Field.of(name, type, Presence.OMIT_EMPTY));
    }

    /** A field left out when absent. */
    public Builder pointer(String name, Type type) {
      return add(Field.of(name, type, Presence.POINTER));
    }

    /** A field printed as null when absent. */
    public Builder nullable(String name, Type type) {
      return add(Field.of(name, type, Presence.NULLABLE));
    }

    /** A field that is accepted and dropped. */
    public Builder dropped(String name, Type type) {
      return add(Field.of(name, type, Presence.DROPPED));
    }

    public Builder add(Field field) {
      fields.add(field);
      return this;
    }

    /** Adds the first release that knows the field added last. */
    public Builder since(int major, int minor, int patch) {
      return but(field -> field.since(major, minor, patch));
    }

    /** Takes the alias of the field added last away. */
    public Builder noAlias() {
      return but(field -> field.alias(""));
    }

    /** Adds the only legal texts of the field added last. */
    public Builder values(String... legal) {
      return but(field -> field.values(List.of(legal)));
    }

    /** Adds a sentence about the field added last. */
    public Builder says(String text) {
      return but(field -> field.says(text));
    }

    /** Changes the field added last. */
    public Builder but(UnaryOperator<Field> change) {
      fields.add(change.apply(fields.removeLast()));
      return this;
    }

    /** {@code Partition} and {@code Namespace}, known to the Enterprise edition only. */
    public Builder tenancy() {
      return optional("Partition", Type.TEXT)
          .but(Field::onlyEnterprise)
          .optional("Namespace", Type.TEXT)
          .but(Field::onlyEnterprise);
    }

    public Shape build() {
      return new Shape(fields);
    }
  }
}
