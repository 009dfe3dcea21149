package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.Findings;
import dev.treaty.model.value.Value;

/** The rule of an intention's {@code JWT} block, at its top or in a permission. */
final class JwtRule {

  private JwtRule() {}

  static void check(Value.Fields holder, Findings findings) {
    for (Value.Fields provider : holder.fields("JWT").maps("Providers")) {
      if (provider.text("Name").isEmpty()) {
        findings.fail(provider, "Name", "JWT provider name is required");
      }
    }
  }
}
