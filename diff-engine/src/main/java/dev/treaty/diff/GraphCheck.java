package dev.treaty.diff;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.graph.EntryLookup;
import dev.treaty.model.graph.EntrySet;
import dev.treaty.model.graph.GraphFault;
import dev.treaty.model.graph.WholeState;
import dev.treaty.model.live.LiveCluster;
import dev.treaty.model.live.LiveEntry;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.project.ClusterProfiles;
import dev.treaty.model.project.DeclaredEntry;
import dev.treaty.model.project.DesiredState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Judges the entries of each cluster together, as they will be once a plan is done: a server
 * refuses what does not fit to the others, and it is better to know before the first write.
 */
public final class GraphCheck {

  private final DesiredState desired;
  private final List<Diagnostic> found = new ArrayList<>();

  private GraphCheck(DesiredState desired) {
    this.desired = desired;
  }

  /**
   * What is wrong with the declared entries of each cluster, taken alone.
   *
   * @param profiles which Consul each cluster runs
   */
  public static List<Diagnostic> alone(DesiredState desired, ClusterProfiles profiles) {
    GraphCheck check = new GraphCheck(desired);
    check
        .declared()
        .forEach((cluster, declared) -> {
          EntrySet entries = EntrySet.of(profiles.of(cluster));
          declared.values().forEach(entry -> entries.put(entry.entry()));
          WholeState.faults(entries).forEach(fault -> check.error(cluster, declared, fault));
        });
    return List.copyOf(check.found);
  }

  /**
   * What will be wrong with the entries of each cluster, those of others included. A fault that was
   * there before and that the plan does not touch is a warning.
   */
  public static List<Diagnostic> planned(
      DesiredState desired, Map<ClusterName, LiveCluster> live, Plan plan) {
    GraphCheck check = new GraphCheck(desired);
    Map<ClusterName, Map<EntryKey, DeclaredEntry>> declared = check.declared();
    Set<ClusterName> touched =
        plan.changes().stream()
            .flatMap(change -> change.clusters().stream())
            .collect(Collectors.toSet());
    new TreeMap<>(live)
        .forEach((name, cluster) -> {
          if (touched.contains(name)) {
            check.planned(cluster, plan, declared.getOrDefault(name, Map.of()));
          }
        });
    return List.copyOf(check.found);
  }

  private void planned(LiveCluster cluster, Plan plan, Map<EntryKey, DeclaredEntry> declared) {
    EntrySet before = entries(cluster);
    EntrySet after = before.copy();
    Set<EntryKey> written = new HashSet<>();
    for (Change change : plan.changes()) {
      if (change instanceof EntryChange entry && entry.cluster().equals(cluster.name())) {
        after.set(entry.key(), entry.after());
        written.add(EntryLookup.folded(entry.key()));
      }
    }
    if (written.isEmpty()) {
      return;
    }
    List<GraphFault> faults =
        WholeState.faults(before, after, key -> written.contains(EntryLookup.folded(key)));
    if (faults.isEmpty()) {
      return;
    }
    Set<String> old =
        WholeState.faults(before, before, key -> false).stream()
            .map(GraphFault::consulText)
            .collect(Collectors.toSet());
    for (GraphFault fault : faults) {
      boolean ours =
          fault.concerned().stream().anyMatch(key -> written.contains(EntryLookup.folded(key)));
      if (ours || !old.contains(fault.consulText())) {
        error(cluster.name(), declared, fault);
      } else {
        warn(cluster.name(), declared, fault);
      }
    }
  }

  static EntrySet entries(LiveCluster cluster) {
    EntrySet entries = EntrySet.of(cluster.profile());
    cluster.entries().values().stream().map(LiveEntry::entry).forEach(entries::put);
    return entries;
  }

  /** By cluster, then by key as storage folds it. */
  private Map<ClusterName, Map<EntryKey, DeclaredEntry>> declared() {
    Map<ClusterName, Map<EntryKey, DeclaredEntry>> declared = new TreeMap<>();
    for (DeclaredEntry entry : desired.entries()) {
      declared
          .computeIfAbsent(entry.cluster(), name -> new HashMap<>())
          .put(EntryLookup.folded(entry.entry().key()), entry);
    }
    return declared;
  }

  private void error(ClusterName cluster, Map<EntryKey, DeclaredEntry> declared, GraphFault fault) {
    String message = message(cluster, fault);
    String id = fault.code().id();
    add(
        place(declared, fault)
            .map(at -> fault.code().at(at.range(), "", message).withExcerpt(at.excerpt()))
            .orElseGet(() -> Diagnostic.error(id, message))
            .withHint(fault.code().mend()));
  }

  private void warn(ClusterName cluster, Map<EntryKey, DeclaredEntry> declared, GraphFault fault) {
    String message =
        message(cluster, fault) + "; it was so before, and the server may refuse other writes";
    place(declared, fault)
        .ifPresent(
            at -> add(fault.code().warnAt(at.range(), "", message).withExcerpt(at.excerpt())));
  }

  private void add(Diagnostic diagnostic) {
    if (!found.contains(diagnostic)) {
      found.add(diagnostic);
    }
  }

  /** Consul's words on one line, and where they hold. */
  private static String message(ClusterName cluster, GraphFault fault) {
    String words = fault.consulText().replaceAll("\\s+", " ").strip();
    return words + " (in " + cluster + ")";
  }

  /** Of the entries concerned, the first that is declared. */
  private static Optional<DeclaredEntry> place(
      Map<EntryKey, DeclaredEntry> declared, GraphFault fault) {
    return fault.concerned().stream()
        .map(key -> declared.get(EntryLookup.folded(key)))
        .filter(Objects::nonNull)
        .findFirst();
  }
}
