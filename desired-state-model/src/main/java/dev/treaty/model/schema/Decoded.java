package dev.treaty.model.schema;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.value.Value;
import java.util.List;
import java.util.Map;

/**
 * What the {@link Decoder} made of a document.
 *
 * @param value with canonical names; only the keys that were written; to be printed by {@link
 *     Printer}, since it holds more than its fields
 * @param words how Consul puts it
 * @param typeErrors Consul's words for values of a wrong type
 * @param unknownKeys Consul's words for keys that do not exist
 * @param diagnostics the same for people
 * @param places canonical path to where it is written
 */
public record Decoded(
    Value.Fields value,
    GoWords words,
    List<String> typeErrors,
    List<String> unknownKeys,
    List<Diagnostic> diagnostics,
    Map<String, SourceRange> places) {

  /** The words of the first stage that failed, or an empty text. */
  public String consulText() {
    if (!typeErrors.isEmpty()) {
      return words.all(typeErrors);
    }
    return unknownKeys.isEmpty() ? "" : Findings.multi(unknownKeys);
  }

  public boolean failed() {
    return !typeErrors.isEmpty() || !unknownKeys.isEmpty();
  }
}
