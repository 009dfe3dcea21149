package dev.treaty.diff;

import dev.treaty.model.live.LiveCluster;
import dev.treaty.model.peering.ClusterName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Puts writes into stages, so that no server refuses one because of the order. */
final class StageOrder {

  /*
   * Exposure is cut first and opened last; what others rest on is built first and taken away last.
   *
   *   CUT     peerings deleted, exports deleted or narrowed
   *    |
   *   BUILD   mesh > proxy-defaults > service-defaults > jwt-providers > sameness-groups
   *    |        > resolvers > splitters > routers > certificates > gateways > routes
   *    |
   *   DECIDE  intentions: exact ones that must come first > wildcards > the other exact ones
   *    |
   *   LOWER   routes > gateways > certificates > routers > splitters > resolvers
   *    |        > sameness-groups > jwt-providers > service-defaults > proxy-defaults > mesh
   *    |
   *   OPEN    exports created or widened > peerings established
   *
   * An exact intention that could be neither before nor after the wildcards is written on both
   * sides of them: see IntentionBridge.
   * Deletes are in LOWER, and so is an update that takes away what others may still rest on: an
   * HTTP-like protocol, a resolver's subset. A delete that raises a protocol is in BUILD.
   * That order is then played through on the rules of a server, and what it would refuse waits, or
   * has links loosened for it: see GraphOrder.
   *
   * Consul's price of a write of defaults grows with the intentions that exist, which is one more
   * reason to write them before.
   */

  private final Foundation foundation;
  private final IntentionOrder intentions;
  private final ReferenceLevels levels;

  private StageOrder(List<Change> writes, Map<ClusterName, LiveCluster> whole) {
    this.foundation = new Foundation(writes, whole);
    this.intentions = new IntentionOrder(writes, whole);
    this.levels = new ReferenceLevels(writes);
  }

  /** The stages, none of them empty; the changes of each by address. */
  static List<Stage> stages(List<Change> all, Map<ClusterName, LiveCluster> whole) {
    List<Change> writes = all.stream().filter(change -> change.action().isWrite()).toList();
    StageOrder order = new StageOrder(writes, whole);
    Map<Slot, List<Change>> slots = new TreeMap<>(Slot.ORDER);
    Map<ClusterName, TreeMap<Slot, List<EntryChange>>> risky = new TreeMap<>();
    for (Change write : writes) {
      for (Placed placed : order.placed(write)) {
        Change change = placed.change();
        Slot slot = placed.slot();
        LiveCluster cluster =
            change instanceof EntryChange entry ? whole.get(entry.cluster()) : null;
        if (cluster != null && change instanceof EntryChange entry) {
          risky
              .computeIfAbsent(entry.cluster(), name -> new TreeMap<>(Slot.ORDER))
              .computeIfAbsent(slot, each -> new ArrayList<>())
              .add(entry);
        } else {
          slots.computeIfAbsent(slot, each -> new ArrayList<>()).add(change);
        }
      }
    }
    risky.forEach((name, planned) ->
        GraphOrder.arrange(planned, all, Objects.requireNonNull(whole.get(name)))
            .forEach((slot, changes) ->
                slots.computeIfAbsent(slot, each -> new ArrayList<>()).addAll(changes)));
    List<Stage> stages = new ArrayList<>();
    slots.forEach((slot, changes) ->
        stages.add(
            new Stage(
                slot.title(),
                changes.stream().sorted(Comparator.comparing(Change::address)).toList())));
    return stages;
  }

  private record Placed(Slot slot, Change change) {}

  /** The writes that a change takes, each with its slot. */
  private List<Placed> placed(Change change) {
    return switch (change) {
      case PeerChange.Delete gone ->
          List.of(new Placed(new Slot(Slot.Phase.CUT, 0, 0, "delete peerings"), change));
      case PeerChange other ->
          List.of(new Placed(new Slot(Slot.Phase.OPEN, 1, 0, "establish peerings"), change));
      case EntryChange entry when Tier.of(entry.key().kind()) == Tier.INTENTIONS ->
          intentions.parts(entry).stream()
              .map(part -> new Placed(slot(part.place()), part.change()))
              .toList();
      case EntryChange entry -> List.of(new Placed(slot(entry), change));
    };
  }

  private static Slot slot(IntentionOrder.Place place) {
    return switch (place) {
      case BEFORE_WILDCARDS -> new Slot(Slot.Phase.DECIDE, 0, 0, "write service-intentions");
      case WILDCARDS -> new Slot(Slot.Phase.DECIDE, 1, 0, "write wildcard service-intentions");
      case AFTER_WILDCARDS ->
          new Slot(Slot.Phase.DECIDE, 2, 0, "write remaining service-intentions");
    };
  }

  private Slot slot(EntryChange change) {
    Tier tier = Tier.of(change.key().kind());
    return switch (tier) {
      case EXPORTS ->
          Exposure.isNarrowing(change)
              ? new Slot(Slot.Phase.CUT, 1, 0, "narrow exported-services")
              : new Slot(Slot.Phase.OPEN, 0, 0, "write exported-services");
      case MESH,
          PROXY_DEFAULTS,
          SERVICE_DEFAULTS,
          JWT_PROVIDERS,
          SAMENESS_GROUPS,
          RESOLVERS,
          SPLITTERS,
          ROUTERS,
          CERTIFICATES,
          GATEWAYS,
          ROUTES,
          INTENTIONS,
          OTHER ->
          slotOfFoundation(change, tier);
    };
  }

  private Slot slotOfFoundation(EntryChange change, Tier tier) {
    int level = levels.level(change);
    if (foundation.isTakenAway(change)) {
      String verb = change.action() == Action.DELETE ? "delete " : "reduce ";
      return new Slot(Slot.Phase.LOWER, -tier.rank(), -level, verb + tier.plural());
    }
    return new Slot(Slot.Phase.BUILD, tier.rank(), level, "write " + tier.plural());
  }
}
