package dev.treaty.reconcile.loop;

import dev.treaty.diff.Change;
import dev.treaty.diff.Plan;
import dev.treaty.diff.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps two who disagree from overwriting each other for ever: an object that was corrected several
 * times within a window is left alone until the window has passed. Not thread-safe.
 */
final class FlapGuard {
  private static final int CORRECTIONS = 5;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Map<String, Deque<Instant>> corrections = new HashMap<>();

  void corrected(String address, Instant when) {
    corrections.computeIfAbsent(address, a -> new ArrayDeque<>()).addLast(when);
  }

  /** A new commit is a new decision: all may be written again. */
  void forget() {
    corrections.clear();
  }

  /** The drifted objects of the plan that are to be left alone for now. */
  Set<String> held(Plan plan, Instant now) {
    return plan.drifted().stream()
        .map(Change::address)
        .filter(address -> recent(address, now) >= CORRECTIONS)
        .collect(Collectors.toSet());
  }

  private int recent(String address, Instant now) {
    Deque<Instant> times = corrections.get(address);
    if (times == null) {
      return 0;
    }
    while (!times.isEmpty() && times.peekFirst().plus(WINDOW).isBefore(now)) {
      times.removeFirst();
    }
    return times.size();
  }

  /** The plan without the changes at these addresses. */
  static Plan without(Plan plan, Set<String> addresses) {
    if (addresses.isEmpty()) {
      return plan;
    }
    List<Stage> left =
        plan.stages().stream()
            .map(stage ->
                new Stage(
                    stage.title(),
                    stage.changes().stream()
                        .filter(change -> !addresses.contains(change.address()))
                        .toList()))
            .filter(stage -> !stage.changes().isEmpty())
            .toList();
    return new Plan(
        plan.project(),
        plan.revision(),
        plan.clusters(),
        left,
        plan.kept(),
        plan.reports(),
        plan.safety(),
        plan.problems());
  }
}
