package dev.treaty.reconcile.apply;

import dev.treaty.diff.OwnershipMarks;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryComparison;
import dev.treaty.model.schema.FieldDifference;
import java.util.ArrayList;
import java.util.List;

/** Compares what was written with what the server stored. */
final class WrittenForm {
  private WrittenForm() {}

  /** The paths that differ; empty where the server stored what was meant. */
  static List<String> differences(Entry written, Entry stored) {
    List<String> differing = new ArrayList<>();
    EntryComparison.compareWithoutMarks(written, stored).stream()
        .map(FieldDifference::path)
        .forEach(differing::add);
    for (String mark : List.of(OwnershipMarks.ID, OwnershipMarks.DIGEST)) {
      if (!written.meta().text(mark).equals(stored.meta().text(mark))) {
        differing.add("Meta." + mark);
      }
    }
    return differing;
  }
}
