package dev.treaty.reconcile.apply;

import dev.treaty.diff.Action;
import dev.treaty.diff.ExitCode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What became of all changes of a plan.
 *
 * @param results in the order of the plan
 */
public record ApplyReport(List<ChangeResult> results) {

  public static final ApplyReport NOTHING = new ApplyReport(List.of());

  public ApplyReport {
    results = List.copyOf(results);
  }

  public List<ChangeResult> problems() {
    return results.stream().filter(result -> !(result instanceof ChangeResult.Applied)).toList();
  }

  public boolean isClean() {
    return problems().isEmpty();
  }

  /** How many changes with the action were applied. */
  public int applied(Action action) {
    return (int)
        results.stream()
            .filter(result -> result instanceof ChangeResult.Applied)
            .filter(result -> result.change().action() == action)
            .count();
  }

  /** The exit codes that apply. */
  public Set<ExitCode> findings() {
    Set<ExitCode> findings = EnumSet.noneOf(ExitCode.class);
    for (ChangeResult result : results) {
      switch (result) {
        case ChangeResult.Applied applied -> {}
        case ChangeResult.Conflicted conflicted -> findings.add(ExitCode.CONFLICT);
        case ChangeResult.Failed failed -> findings.add(ExitCode.WRITES_FAILED);
        case ChangeResult.Skipped skipped -> findings.add(ExitCode.WRITES_FAILED);
      }
    }
    return findings;
  }
}
