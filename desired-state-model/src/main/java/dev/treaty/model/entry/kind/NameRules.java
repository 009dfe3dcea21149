package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.Findings;
import dev.treaty.model.value.Value;

/** Names of kinds whose own rules let an empty one pass, so that the store has to refuse it. */
final class NameRules {

  private NameRules() {}

  /** To be called last: the store comes after all other rules. */
  static void required(Value.Fields entry, String consulText, Findings findings) {
    if (entry.text("Name").isEmpty()) {
      findings.fail(entry, "Name", consulText);
    }
  }

  static void required(Value.Fields entry, Findings findings) {
    required(entry, "serviceName is required", findings);
  }
}
