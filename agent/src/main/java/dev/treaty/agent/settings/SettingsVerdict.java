package dev.treaty.agent.settings;

import dev.treaty.model.diagnostic.Diagnostic;
import java.util.List;

/**
 * What was made of the configuration.
 *
 * @param settings to be used only if {@link #isUsable()}
 */
public record SettingsVerdict(AgentSettings settings, List<Diagnostic> diagnostics) {

  public SettingsVerdict {
    diagnostics = List.copyOf(diagnostics);
  }

  /** Whether nothing stands in the way of a start. */
  public boolean isUsable() {
    return diagnostics.stream().noneMatch(Diagnostic::isError);
  }
}
