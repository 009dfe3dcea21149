package dev.treaty.model.graph;

import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Joins the header changes of a splitter with those of one below it, so that a request looks as if
 * it had passed both.
 */
final class SplitHeaders {

  private SplitHeaders() {}

  /** The inner part with the outer's headers; on the way back the outer one has the last word. */
  static Value.Fields merged(Value.Fields outer, Value.Fields inner) {
    Value.Fields merged = inner.without("RequestHeaders").without("ResponseHeaders");
    Optional<Value> request =
        outer.get("RequestHeaders").isPresent()
            ? Optional.of(merge(outer, inner, "RequestHeaders"))
            : inner.get("RequestHeaders");
    Optional<Value> response =
        outer.get("ResponseHeaders").isPresent()
            ? Optional.of(merge(inner, outer, "ResponseHeaders"))
            : inner.get("ResponseHeaders");
    if (request.isPresent()) {
      merged = merged.with("RequestHeaders", request.get());
    }
    if (response.isPresent()) {
      merged = merged.with("ResponseHeaders", response.get());
    }
    return merged;
  }

  private static Value.Fields merge(Value.Fields base, Value.Fields over, String key) {
    Value.Fields first = base.fields(key);
    Value.Fields second = over.fields(key);
    Value.Fields merged = Value.Fields.EMPTY;
    for (String map : List.of("Add", "Set")) {
      Map<String, Value> joined = new TreeMap<>(first.fields(map).map());
      joined.putAll(second.fields(map).map());
      if (!joined.isEmpty()) {
        merged = merged.with(map, new Value.Fields(joined));
      }
    }
    List<Value> removed = new ArrayList<>(first.items("Remove"));
    for (Value name : second.items("Remove")) {
      if (!first.items("Remove").contains(name)) {
        removed.add(name);
      }
    }
    return removed.isEmpty() ? merged : merged.with("Remove", new Value.Items(removed));
  }
}
