package dev.treaty.model.entry;

import dev.treaty.model.schema.Findings;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;

/**
 * Refuses names that Consul stores but whose entry nobody can read or delete again: its HTTP layer
 * refuses such paths.
 */
final class NameRule {

  private NameRule() {}

  static void check(Value.Fields entry, Findings findings) {
    String name = entry.text("Name");
    if (!name.codePoints().allMatch(GoFormat::isPrintable)) {
      findings.fail(
          entry,
          "Name",
          "invalid name " + GoFormat.quote(name) + ": it has a character that cannot be printed");
    }
    String[] parts = name.split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean passedOver = parts[i].isEmpty() && i < parts.length - 1;
      if (passedOver || parts[i].equals(".") || parts[i].equals("..")) {
        findings.fail(
            entry, "Name", "invalid name " + GoFormat.quote(name) + ": it cannot stand in a path");
        return;
      }
    }
  }
}
