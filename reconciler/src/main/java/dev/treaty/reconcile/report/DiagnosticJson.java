package dev.treaty.reconcile.report;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.value.Value;
import java.util.List;
import java.util.Optional;

/** Diagnostics as JSON values. */
public final class DiagnosticJson {
  private DiagnosticJson() {}

  /** One diagnostic; {@code file}, {@code line} and {@code column} only where it has a place. */
  public static Value.Fields of(Diagnostic diagnostic) {
    Value.Fields fields =
        Value.Fields.EMPTY
            .with("code", Value.text(diagnostic.code()))
            .with("severity", Value.text(diagnostic.severity().word()));
    Optional<SourceRange> range = diagnostic.range();
    if (range.isPresent()) {
      fields =
          fields
              .with("file", Value.text(range.get().file()))
              .with("line", Value.Whole.of(range.get().startLine()))
              .with("column", Value.Whole.of(range.get().startColumn()));
    }
    return fields
        .with("path", Value.text(diagnostic.keyPath()))
        .with("message", Value.text(diagnostic.message()))
        .with("hint", Value.text(diagnostic.hint()));
  }

  public static Value.Items of(List<Diagnostic> diagnostics) {
    return new Value.Items(diagnostics.stream().map(d -> (Value) of(d)).toList());
  }
}
