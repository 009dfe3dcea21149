package dev.treaty.diff;

import dev.treaty.model.entry.CanonicalForm;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryComparison;
import dev.treaty.model.value.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Compares two entries as the planner sees them: canonical, our marks left out. */
final class Comparison {

  private Comparison() {}

  /** What differs, from live to declared; empty when they mean the same. */
  static List<FieldChange> compare(Entry live, Entry declared) {
    return EntryComparison.compareWithoutMarks(live, declared).stream()
        .map(field -> new FieldChange(field.path(), field.before(), field.after()))
        .toList();
  }

  /** What the entry says beside its kind and name, as fields that are added. */
  static List<FieldChange> fieldsOf(Entry entry) {
    Value.Fields empty =
        Value.Fields.EMPTY
            .with("Kind", Value.text(entry.key().kind()))
            .with("Name", Value.text(entry.key().name()));
    return compare(new Entry(entry.key(), empty), entry);
  }

  /** {@code 1:} and the SHA-256 of the canonical form without our marks. */
  static String digest(Entry entry) {
    return CanonicalForm.digest(entry);
  }

  static String sha256(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
