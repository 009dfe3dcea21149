package dev.treaty.model.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A code that a diagnostic can carry, with all that there is to say about it. */
public sealed interface ExplainedCode permits DiagnosticCode, OperationCode {

  /** The stable code, for example {@code TR0103}. */
  String id();

  /** The name in our own words, for example {@code HCL_SYNTAX}. */
  String name();

  /** What is wrong, in a few words without a full stop. */
  String title();

  /** Why it is wrong. */
  String cause();

  /** What to do about it. */
  String mend();

  /** How to bring it about. */
  default CodeExample example() {
    return CodeExample.of(id());
  }

  /** All codes, in the order of their numbers. */
  static List<ExplainedCode> all() {
    List<ExplainedCode> all = new ArrayList<>(List.of(DiagnosticCode.values()));
    all.addAll(List.of(OperationCode.values()));
    all.sort(Comparator.comparing(ExplainedCode::id));
    return all;
  }

  /** The code with this id, in any case. */
  static Optional<ExplainedCode> find(String id) {
    return all().stream().filter(code -> code.id().equalsIgnoreCase(id)).findFirst();
  }
}
