package dev.treaty.agent.settings;

import dev.treaty.model.diagnostic.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was made of the configuration.
 *
 * @param settings to be used only if {@link #isUsable()}
 * @param said what every key that has an effect holds, as text; it may hold secrets
 */
public record SettingsVerdict(
    AgentSettings settings, List<Diagnostic> diagnostics, Map<String, String> said) {

  public SettingsVerdict {
    said = Map.copyOf(said);
    diagnostics = List.copyOf(diagnostics);
  }

  /** Whether nothing stands in the way of a start. */
  public boolean isUsable() {
    return diagnostics.stream().noneMatch(Diagnostic::isError);
  }

  /** The keys that hold something else than before, split by whether a reload takes them. */
  public Changes changesSince(SettingsVerdict before) {
    Set<String> live = new TreeSet<>();
    Set<String> restart = new TreeSet<>();
    Set<String> keys = new TreeSet<>(said.keySet());
    keys.addAll(before.said.keySet());
    for (String key : keys) {
      if (!said.getOrDefault(key, "").equals(before.said.getOrDefault(key, ""))) {
        (KnownSettings.isLive(key) ? live : restart).add(key);
      }
    }
    return new Changes(live, restart);
  }

  /**
   * Names of changed keys.
   *
   * @param live those a running agent takes
   * @param restart those that take effect at its next start
   */
  public record Changes(Set<String> live, Set<String> restart) {}

  @Override
  public String toString() {
    return "SettingsVerdict[" + diagnostics.size() + " diagnostics]";
  }
}
