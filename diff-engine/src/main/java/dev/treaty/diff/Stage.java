package dev.treaty.diff;

import java.util.List;

/**
 * Changes that may be written at the same time, once those of all earlier stages are done.
 *
 * <p>Two clusters do not wait for each other but where a peering joins them: a stage's changes in
 * one cluster depend only on earlier changes in the same cluster.
 *
 * @param title what its changes have in common, for example {@code write service-intentions}
 */
public record Stage(String title, List<Change> changes) {
  public Stage {
    changes = List.copyOf(changes);
  }
}
