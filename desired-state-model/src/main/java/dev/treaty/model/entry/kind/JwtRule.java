package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.Findings;
import dev.treaty.model.value.Value;

/** The rule of an intention's {@code JWT} blocks, at its top and in permissions. */
final class JwtRule {

  private static final String TEXT = "JWT provider name is required";

  private JwtRule() {}

  /** Reports all faults as one text, and whether there are any. */
  static boolean fails(Value.Fields entry, Findings findings) {
    Findings own = new Findings();
    check(entry, own);
    if (own.failed()) {
      findings.join();
      check(entry, findings);
    }
    return own.failed();
  }

  private static void check(Value.Fields entry, Findings findings) {
    providers(entry, findings);
    for (Value.Fields source : entry.maps("Sources")) {
      for (Value.Fields permission : source.maps("Permissions")) {
        providers(permission, findings);
      }
    }
  }

  private static void providers(Value.Fields holder, Findings findings) {
    for (Value.Fields provider : holder.fields("JWT").maps("Providers")) {
      if (provider.text("Name").isEmpty()) {
        findings.fail(provider, "Name", TEXT);
      }
    }
  }
}
