package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.Findings;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The limits of {@code Meta}, the same for all kinds. */
final class MetaRule {

  private static final int MAX_KEYS = 64;
  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 512;

  private MetaRule() {}

  /** Reports all faults of {@code Meta} as one text, and whether there are any. */
  static boolean fails(Value.Fields entry, Findings findings) {
    Findings meta = new Findings();
    check(entry, meta);
    if (meta.failed()) {
      findings.join();
      check(entry, findings);
    }
    return meta.failed();
  }

  static void check(Value.Fields entry, Findings findings) {
    Map<String, Value> meta = entry.fields("Meta").map();
    if (meta.size() > MAX_KEYS) {
      findings.fail(entry, "Meta", "Meta exceeds maximum element count " + MAX_KEYS);
    }
    meta.forEach((key, value) -> {
      if (key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY) {
        findings.fail(
            entry,
            "Meta",
            "Meta key " + GoFormat.quote(key) + " exceeds maximum length " + MAX_KEY);
      }
      if (value instanceof Value.Text(String text)
          && text.getBytes(StandardCharsets.UTF_8).length > MAX_VALUE) {
        findings.fail(
            entry,
            "Meta[" + key + "]",
            "Meta value for key " + GoFormat.quote(key) + " exceeds maximum length " + MAX_VALUE);
      }
    });
  }
}
