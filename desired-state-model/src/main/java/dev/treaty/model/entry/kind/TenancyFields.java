package dev.treaty.model.entry.kind;

import dev.treaty.model.value.Value;

/** {@code Partition} and {@code Namespace} inside bodies: shown only where not {@code default}. */
final class TenancyFields {

  private TenancyFields() {}

  static Value.Fields hideDefaults(Value.Fields map) {
    return hideDefault(hideDefault(map, "Partition"), "Namespace");
  }

  static Value.Fields hideDefault(Value.Fields map, String key) {
    String text = map.text(key);
    return text.isEmpty() || text.equals("default") ? map.without(key) : map;
  }

  /** The map with the outer map's value where it has none of its own. */
  static Value.Fields inherit(Value.Fields map, Value.Fields outer, String key) {
    return map.text(key).isEmpty() && !outer.text(key).isEmpty()
        ? map.with(key, Value.text(outer.text(key)))
        : map;
  }

  /** The map in the tenancy of its entry where it says none, shown where not default. */
  static Value.Fields placed(Value.Fields map, Value.Fields entry) {
    return hideDefaults(inherit(inherit(map, entry, "Partition"), entry, "Namespace"));
  }

  /** The map's name with its tenancy. */
  static String qualified(Value.Fields map) {
    return String.join("/", map.text("Partition"), map.text("Namespace"), map.text("Name"));
  }
}
