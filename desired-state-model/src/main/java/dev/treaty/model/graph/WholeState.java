package dev.treaty.model.graph;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Judges a state as it will be: what a server would refuse on the way there or, then, for ever. */
public final class WholeState {

  private final EntryLookup before;
  private final EntryLookup after;
  private final Predicate<EntryKey> changed;
  private final Map<String, GraphFault> faults = new LinkedHashMap<>();
  private final Map<ServiceId, Optional<ServiceEnd>> ends = new HashMap<>();

  private WholeState(EntryLookup before, EntryLookup after, Predicate<EntryKey> changed) {
    this.before = before;
    this.after = after;
    this.changed = changed;
  }

  /** All rules broken by these entries alone, as an empty server would come to hold them. */
  public static List<GraphFault> faults(EntryLookup entries) {
    return faults(new EntrySet(), entries, key -> true);
  }

  /**
   * All rules that the state breaks.
   *
   * @param before what the server holds now
   * @param after what it shall hold
   * @param changed which entries must be written for that
   */
  public static List<GraphFault> faults(
      EntryLookup before, EntryLookup after, Predicate<EntryKey> changed) {
    WholeState state = new WholeState(before, after, changed);
    state.chains();
    state.jwtProviders();
    state.ingresses();
    state.intentions();
    state.gatewayNames();
    state.permissive();
    state.groups();
    state.exports();
    return List.copyOf(state.faults.values());
  }

  private void add(Optional<GraphFault> fault) {
    fault.ifPresent(found -> faults.putIfAbsent(found.consulText(), found));
  }

  private List<Entry> sorted(String kind) {
    return after.ofKind(kind).stream().sorted(Comparator.comparing(Entry::key)).toList();
  }

  private void chains() {
    Links.CHAIN_KINDS.forEach(
        kind -> sorted(kind).forEach(entry -> end(ServiceId.of(entry.key()))));
  }

  /** Empty where the chain cannot be built, which is then a fault of its own. */
  private Optional<ServiceEnd> end(ServiceId service) {
    Optional<ServiceEnd> known = ends.get(service);
    if (known != null) {
      return known;
    }
    Optional<ServiceEnd> end = Optional.empty();
    try {
      end = Optional.of(ServiceEnd.of(DiscoveryChains.trial(after, service)));
    } catch (BrokenChainException e) {
      add(Optional.of(e.fault()));
    }
    ends.put(service, end);
    return end;
  }

  private void jwtProviders() {
    sorted("service-intentions").forEach(entry -> add(JwtProviders.missing(after, entry)));
  }

  private void ingresses() {
    for (Entry ingress : sorted("ingress-gateway")) {
      if (Links.of(ingress).stream().allMatch(service -> end(service).isPresent())) {
        add(IngressRules.fault(List.of(ingress), changed.test(ingress.key()), this::known));
      }
    }
  }

  private void intentions() {
    for (Entry entry : sorted("service-intentions")) {
      if (end(ServiceId.of(entry.key())).isPresent()) {
        add(IntentionRules.fault(List.of(entry), this::known));
      }
    }
  }

  private ServiceEnd known(ServiceId service) {
    return end(service).orElseThrow();
  }

  private void gatewayNames() {
    sorted("ingress-gateway").forEach(entry -> add(GraphRules.clash(after, entry.key())));
  }

  private void permissive() {
    for (String kind : List.of("service-defaults", "proxy-defaults")) {
      for (Entry entry : sorted(kind)) {
        add(GraphRules.permissive(before.find(entry.key()), after, entry));
      }
    }
  }

  private void groups() {
    sorted(SamenessGroups.KIND).forEach(group -> add(Memberships.twice(after, group)));
  }

  private void exports() {
    Set<String> partitions = new TreeSet<>();
    sorted("exported-services").forEach(entry -> partitions.add(entry.key().tenancy().partition()));
    for (String partition : partitions) {
      Set<ServiceId> now = ExportedChains.of(after, partition, Optional.empty(), true);
      Set<ServiceId> stay =
          new HashSet<>(ExportedChains.of(before, partition, Optional.empty(), true));
      for (ServiceId service : new ArrayList<>(now)) {
        add(ExportedChains.leaving(after, service));
        if (stay.contains(service)) {
          add(newIdentity(service));
        }
      }
    }
  }

  /** An exported tcp service cannot come to end elsewhere while it stays exported. */
  private Optional<GraphFault> newIdentity(ServiceId service) {
    try {
      CompiledChain chain = DiscoveryChains.trial(after, service);
      return Protocols.isHttpLike(chain.protocol())
          ? Optional.empty()
          : ExportedChains.newIdentity(service, DiscoveryChains.trial(before, service), chain);
    } catch (BrokenChainException e) {
      return Optional.empty(); // One of the two cannot be built; that is said elsewhere.
    }
  }
}
