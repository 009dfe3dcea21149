package dev.treaty.model.syntax;

import dev.treaty.model.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;

/**
 * What a reader made of a document.
 *
 * @param root absent if the document is empty or no map; it may be incomplete where diagnostics
 *     have errors, and must then not be used but to say more about the document
 */
public record Parsed(Optional<Node.MapNode> root, List<Diagnostic> diagnostics) {

  public Parsed {
    diagnostics = List.copyOf(diagnostics);
  }

  /** Whether the root is there and whole. */
  public boolean isWhole() {
    return root.isPresent() && diagnostics.stream().noneMatch(Diagnostic::isError);
  }

  static Parsed failed(List<Diagnostic> diagnostics) {
    return new Parsed(Optional.empty(), diagnostics);
  }
}
