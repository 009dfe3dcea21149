package dev.treaty.model.entry;

import dev.treaty.model.entry.kind.AllKinds;
import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.JsonSchema;
import dev.treaty.model.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON Schemas of config entries, for editors. */
public final class EntrySchemas {

  private EntrySchemas() {}

  /** The kinds that have a schema, and what each is for. */
  public static Map<String, String> purposes() {
    Map<String, String> purposes = new LinkedHashMap<>();
    written().forEach(kind -> purposes.put(kind.name(), kind.purpose()));
    return purposes;
  }

  /** The schema of one kind. */
  public static Optional<Value.Fields> of(String kind) {
    return AllKinds.find(kind).map(JsonSchema::of);
  }

  /** The schema of an entry of any kind. */
  public static Value.Fields any() {
    return JsonSchema.ofAny(written());
  }

  private static List<EntryKind> written() {
    return AllKinds.supported().stream().filter(kind -> !kind.writtenByServers()).toList();
  }
}
