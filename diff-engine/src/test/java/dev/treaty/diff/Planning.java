package dev.treaty.diff;

import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.live.LiveCluster;
import dev.treaty.model.live.LiveEntry;
import dev.treaty.model.live.LivePeering;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.peering.PeeringDeclaration;
import dev.treaty.model.project.ClusterDeclaration;
import dev.treaty.model.project.DeclaredEntry;
import dev.treaty.model.project.DesiredState;
import dev.treaty.model.project.Mode;
import dev.treaty.model.project.SafetyLimits;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Builds a project and its clusters in a few words, and plans. */
final class Planning {

  static final String PROJECT = "mesh";
  static final String COMMIT = "3f2a9c1b04de7a55aa6d1e0f9c8b7a6958473625";
  static final Set<String> KINDS =
      Set.of(
          "service-defaults",
          "proxy-defaults",
          "service-intentions",
          "exported-services",
          "service-resolver",
          "service-splitter",
          "service-router",
          "ingress-gateway");

  final TreeSet<ClusterName> clusters = new TreeSet<>();
  final List<DeclaredEntry> declared = new ArrayList<>();
  final List<PeeringDeclaration> peerings = new ArrayList<>();
  final Map<ClusterName, Map<EntryKey, LiveEntry>> entries = new HashMap<>();
  final Map<ClusterName, List<LivePeering>> rows = new HashMap<>();
  final Map<ClusterName, List<String>> problems = new HashMap<>();
  final Map<ClusterName, Set<String>> kinds = new HashMap<>();
  final Set<ClusterName> defaultAllow = new HashSet<>();
  PlanOptions options = PlanOptions.NONE;
  SafetyLimits safety = SafetyLimits.DEFAULT;
  private long index = 10;

  static Planning of(String... clusters) {
    Planning planning = new Planning();
    for (String cluster : clusters) {
      planning.clusters.add(new ClusterName(cluster));
    }
    return planning;
  }

  Planning declare(String cluster, Entry entry) {
    declared.add(
        new DeclaredEntry(
            new ClusterName(cluster),
            entry,
            SourceRange.at("clusters/" + cluster + "/" + entry.key().name() + ".hcl", 1, 1),
            "Name = \"" + entry.key().name() + "\"",
            COMMIT));
    return this;
  }

  Planning peer(String first, String second) {
    return peer(first, second, second, first);
  }

  Planning peer(String first, String second, String nameOnFirst, String nameOnSecond) {
    peerings.add(
        new PeeringDeclaration(
            new ClusterName(first),
            new ClusterName(second),
            nameOnFirst,
            nameOnSecond,
            SourceRange.at("treaty.hcl", 5, 1),
            COMMIT));
    return this;
  }

  Planning live(String cluster, Entry entry) {
    ClusterName name = new ClusterName(cluster);
    entries
        .computeIfAbsent(name, n -> new TreeMap<>())
        .put(entry.key(), new LiveEntry(entry, index++));
    return this;
  }

  /** Live as we last applied it. */
  Planning owned(String cluster, Entry entry) {
    return live(cluster, marked(cluster, entry));
  }

  /** Live, ours, and not as we last applied it. */
  Planning drifted(String cluster, Entry applied, Entry now) {
    return live(cluster, now.withMeta(marked(cluster, applied).meta()));
  }

  static Entry marked(String cluster, Entry entry) {
    return OwnershipMarks.mark(entry, PROJECT, cluster + "/" + entry.key().path(), COMMIT);
  }

  Planning row(String cluster, LivePeering row) {
    rows.computeIfAbsent(new ClusterName(cluster), n -> new ArrayList<>()).add(row);
    return this;
  }

  Planning problem(String cluster, String text) {
    problems.computeIfAbsent(new ClusterName(cluster), n -> new ArrayList<>()).add(text);
    return this;
  }

  Planning readOnly(String cluster, Set<String> complete) {
    kinds.put(new ClusterName(cluster), complete);
    return this;
  }

  Planning defaultAllow(String cluster) {
    defaultAllow.add(new ClusterName(cluster));
    return this;
  }

  Planning safety(int percent, int min, SafetyLimits.Prune prune) {
    safety = new SafetyLimits(percent, min, prune);
    return this;
  }

  Planning adopt(String address, PlanOptions.Adoption how) {
    options = options.adopt(address, how);
    return this;
  }

  DesiredState desired() {
    return new DesiredState(
        PROJECT,
        COMMIT,
        clusters.stream()
            .map(name ->
                new ClusterDeclaration(
                    name,
                    Optional.empty(),
                    List.of("clusters/" + name),
                    Mode.ENFORCE,
                    SourceRange.at("treaty.hcl", 2, 1)))
            .toList(),
        peerings,
        declared,
        safety);
  }

  Map<ClusterName, LiveCluster> live() {
    Map<ClusterName, LiveCluster> live = new TreeMap<>();
    for (ClusterName name : clusters) {
      live.put(
          name,
          new LiveCluster(
              name,
              "dc1",
              ServerProfile.DEFAULT,
              entries.getOrDefault(name, Map.of()),
              kinds.getOrDefault(name, KINDS),
              rows.getOrDefault(name, List.of()),
              true,
              problems.getOrDefault(name, List.of()),
              defaultAllow.contains(name)));
    }
    return live;
  }

  Plan plan() {
    return Planner.plan(desired(), live(), options);
  }

  static Entry defaults(String name, String protocol) {
    return entry("service-defaults", name).withField("Protocol", Value.text(protocol)).build();
  }

  /** Sources written as {@code web=allow}, {@code api@us1=deny}. */
  static Entry intentions(String name, String... sources) {
    List<Value> list = new ArrayList<>();
    for (String source : sources) {
      String[] parts = source.split("[=@]");
      Value.Fields fields = Value.Fields.EMPTY.with("Name", Value.text(parts[0]));
      if (parts.length == 3) {
        fields = fields.with("Peer", Value.text(parts[1]));
      }
      fields =
          fields
              .with("Action", Value.text(parts[parts.length - 1]))
              .with("Precedence", Value.Whole.of(9))
              .with("Type", Value.text("consul"));
      list.add(fields);
    }
    return entry("service-intentions", name).withField("Sources", new Value.Items(list)).build();
  }

  /** Services written as {@code web>cluster-02,cluster-03}. */
  static Entry exports(String... services) {
    List<Value> list = new ArrayList<>();
    for (String service : services) {
      String[] parts = service.split(">");
      List<Value> consumers = new ArrayList<>();
      for (String peer : parts[1].split(",")) {
        consumers.add(Value.Fields.EMPTY.with("Peer", Value.text(peer)));
      }
      list.add(
          Value.Fields.EMPTY
              .with("Name", Value.text(parts[0]))
              .with("Consumers", new Value.Items(consumers)));
    }
    return entry("exported-services", "default")
        .withField("Services", new Value.Items(list))
        .build();
  }

  static Builder entry(String kind, String name) {
    return new Builder(
        EntryKey.of(kind, name),
        Value.Fields.EMPTY.with("Kind", Value.text(kind)).with("Name", Value.text(name)));
  }

  /** An entry in the making. */
  record Builder(EntryKey key, Value.Fields body) {
    Builder withField(String name, Value value) {
      return new Builder(key, body.with(name, value));
    }

    Entry build() {
      return new Entry(key, body);
    }
  }

  static Map<String, String> ours(String address) {
    return OwnershipMarks.ofPeering(PROJECT, address);
  }

  static LivePeering acceptor(String name, String id, String state, Map<String, String> meta) {
    return peering(name, id, "", state, meta, List.of());
  }

  static LivePeering dialer(
      String name, String id, String peerId, String state, Map<String, String> meta) {
    return peering(name, id, peerId, state, meta, List.of("127.0.0.1:8503"));
  }

  private static LivePeering peering(
      String name,
      String id,
      String peerId,
      String state,
      Map<String, String> meta,
      List<String> addresses) {
    return new LivePeering(
        name,
        id,
        peerId,
        state,
        meta,
        addresses,
        addresses.isEmpty() ? "" : "server.dc1.peering.trust",
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        7);
  }
}
