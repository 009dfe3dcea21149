package dev.treaty.model.project;

import dev.treaty.model.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;

/** The project file's content, or none if it has errors; always with diagnostics. */
public record ProjectRead(Optional<Project> project, List<Diagnostic> diagnostics) {
  public ProjectRead {
    diagnostics = List.copyOf(diagnostics);
  }
}
