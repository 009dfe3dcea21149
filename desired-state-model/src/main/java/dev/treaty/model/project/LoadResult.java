package dev.treaty.model.project;

import dev.treaty.model.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;

/**
 * A desired state, or none if there is one error; always with diagnostics. Half a repository would
 * look like an order to delete the other half.
 */
public record LoadResult(Optional<DesiredState> desired, List<Diagnostic> diagnostics) {
  public LoadResult {
    diagnostics = List.copyOf(diagnostics);
  }

  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
