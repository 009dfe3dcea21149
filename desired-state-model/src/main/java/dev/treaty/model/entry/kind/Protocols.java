package dev.treaty.model.entry.kind;

import dev.treaty.model.value.Value;
import java.util.Locale;

/** Protocol names as Consul stores them. */
final class Protocols {

  private Protocols() {}

  static Value.Fields lower(Value.Fields map) {
    return Rewrite.text(map, "Protocol", text -> text.toLowerCase(Locale.ROOT));
  }
}
