package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.Value;
import java.util.List;

/** Changes to HTTP headers on their way. */
final class HeaderShapes {

  /** What routers, splitters and ingress gateways do to headers. */
  static final Type.Struct MODIFIERS =
      new Type.Struct(
          Shape.fields()
              .optional("Add", Type.TEXT_MAP)
              .says("Headers to add, each to those of its name that are there.")
              .optional("Set", Type.TEXT_MAP)
              .says("Headers to set, in place of those of their names.")
              .optional("Remove", Type.TEXTS)
              .says("Names of headers to take away.")
              .build());

  /** What routes of an API gateway do to headers. */
  static final Type.Structs FILTERS =
      Type.list(
          Shape.fields()
              .always("Add", Type.TEXT_MAP)
              .says("Headers to add.")
              .always("Remove", Type.TEXTS)
              .says("Names of headers to take away.")
              .always("Set", Type.TEXT_MAP)
              .says("Headers to set.")
              .build());

  private HeaderShapes() {}

  /** Whether the map under the key changes any header. */
  static boolean changes(Value.Fields holder, String key) {
    Value.Fields modifiers = holder.fields(key);
    return !modifiers.fields("Add").map().isEmpty()
        || !modifiers.fields("Set").map().isEmpty()
        || !modifiers.items("Remove").isEmpty();
  }

  /** Whether some map of the keys is there, even if it changes nothing. */
  static boolean isGiven(Value.Fields holder) {
    return List.of("RequestHeaders", "ResponseHeaders").stream()
        .anyMatch(key -> holder.get(key).isPresent());
  }
}
