package dev.treaty.model.entry.kind;

import dev.treaty.model.entry.extension.Extensions;
import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.value.Value;
import java.util.List;

/** The rules of {@code EnvoyExtensions}, the same in both kinds that have them. */
final class ExtensionRule {

  private ExtensionRule() {}

  /** Reports all faults as one text, and whether there are any. */
  static boolean fails(Value.Fields entry, Gate server, Findings findings) {
    Findings own = new Findings();
    check(entry, server, own);
    if (own.failed()) {
      findings.join();
      check(entry, server, findings);
    }
    return own.failed();
  }

  static void check(Value.Fields entry, Gate server, Findings findings) {
    List<Value.Fields> extensions = entry.maps("EnvoyExtensions");
    for (int i = 0; i < extensions.size(); i++) {
      Value.Fields extension = extensions.get(i);
      String prefix = "invalid EnvoyExtensions[" + i + "]";
      Extensions.fault(extension, server)
          .ifPresent(fault -> findings.fail(extension, fault.key(), prefix + fault.text()));
    }
  }
}
