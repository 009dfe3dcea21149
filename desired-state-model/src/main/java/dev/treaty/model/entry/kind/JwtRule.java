package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.Findings;
import dev.treaty.model.value.Value;
import java.util.Collections;
import java.util.List;

/** The rule of an intention's {@code JWT} block, at its top or in a permission. */
final class JwtRule {

  private JwtRule() {}

  /** Reports all faults as one text, and whether there are any. */
  static boolean fails(Value.Fields holder, Findings findings) {
    List<Value.Fields> nameless =
        holder.fields("JWT").maps("Providers").stream()
            .filter(provider -> provider.text("Name").isEmpty())
            .toList();
    if (nameless.isEmpty()) {
      return false;
    }
    findings.fail(
        nameless.getFirst(),
        "Name",
        Findings.multi(Collections.nCopies(nameless.size(), "JWT provider name is required")));
    return true;
  }
}
