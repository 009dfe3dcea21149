package dev.treaty.model.syntax;

import dev.treaty.model.diagnostic.Diagnostic;
import java.util.List;

/** What a formatter made of a document. */
public sealed interface Formatted {

  /** The document in canonical layout; it means the same and has the same comments. */
  record Text(String text) implements Formatted {}

  /** The document cannot be read and is left as it is. */
  record Refused(List<Diagnostic> diagnostics) implements Formatted {
    public Refused {
      diagnostics = List.copyOf(diagnostics);
    }
  }
}
