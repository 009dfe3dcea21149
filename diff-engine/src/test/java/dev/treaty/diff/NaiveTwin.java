package dev.treaty.diff;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.live.LiveCluster;
import dev.treaty.model.live.LiveEntry;
import dev.treaty.model.project.DeclaredEntry;
import dev.treaty.model.project.DesiredState;
import dev.treaty.model.project.SafetyLimits.Prune;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the planner should write to entries, by nested loops and nothing clever: the same rules read
 * from the design once more.
 */
final class NaiveTwin {

  private NaiveTwin() {}

  /** {@code action address}, sorted. */
  static Set<String> entryWrites(Planning planning) {
    Set<String> writes = new TreeSet<>();
    DesiredState desired = planning.desired();
    for (LiveCluster cluster : planning.live().values()) {
      if (!cluster.problems().isEmpty()) {
        continue;
      }
      for (DeclaredEntry declared : desired.entries()) {
        if (declared.cluster().equals(cluster.name())) {
          String action = forDeclared(declared.entry(), cluster);
          if (!action.isEmpty()) {
            writes.add(action + " " + cluster.name() + "/" + declared.entry().key().path());
          }
        }
      }
      for (LiveEntry live : cluster.entries().values()) {
        boolean declared = false;
        for (DeclaredEntry entry : desired.entries()) {
          declared |= entry.cluster().equals(cluster.name()) && same(entry.entry(), live.entry());
        }
        if (!declared
            && isOurs(live.entry(), cluster)
            && desired.safety().prune() == Prune.OWNED
            && cluster.completeKinds().contains(live.entry().key().kind())) {
          writes.add("delete " + cluster.name() + "/" + live.entry().key().path());
        }
      }
    }
    return writes;
  }

  private static String forDeclared(Entry declared, LiveCluster cluster) {
    for (LiveEntry live : cluster.entries().values()) {
      if (same(declared, live.entry())) {
        boolean differs = !Comparison.compare(live.entry(), declared).isEmpty();
        return isOurs(live.entry(), cluster) && differs ? "update" : "";
      }
    }
    return "create";
  }

  private static boolean same(Entry a, Entry b) {
    return a.key().kind().equals(b.key().kind())
        && a.key().tenancy().equals(b.key().tenancy())
        && a.key().name().equalsIgnoreCase(b.key().name());
  }

  private static boolean isOurs(Entry live, LiveCluster cluster) {
    String expected = Planning.PROJECT + ":" + cluster.name() + "/" + live.key().path();
    return live.meta().text("external-source").equals("treaty")
        && live.meta().text("treaty-id").equalsIgnoreCase(expected);
  }
}
