package dev.treaty.model.entry;

import dev.treaty.model.schema.Differ;
import dev.treaty.model.schema.FieldDifference;
import java.util.List;

/** Compares entries of one kind as a server would tell them apart. */
public final class EntryComparison {

  private EntryComparison() {}

  /**
   * The differences, in the order of the kind's fields; none means equal. {@code Meta} takes part:
   * callers take out of both what they do not want compared, or ask {@link #compareWithoutMarks}.
   */
  public static List<FieldDifference> compare(Entry from, Entry to) {
    if (from.body().equals(to.body())) {
      return List.of();
    }
    return Differ.compare(CanonicalForm.shapeOf(to), CanonicalForm.of(from), CanonicalForm.of(to));
  }

  /** The differences beside the marks in {@code Meta} that say whose an object is. */
  public static List<FieldDifference> compareWithoutMarks(Entry from, Entry to) {
    return CanonicalForm.sameWords(from, to)
        ? List.of()
        : compare(CanonicalForm.withoutMarks(from), CanonicalForm.withoutMarks(to));
  }
}
