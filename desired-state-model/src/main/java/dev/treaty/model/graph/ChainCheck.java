package dev.treaty.model.graph;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compiles the chains that one write may touch, as they would be after it.
 *
 * <p>Which these are is Consul's choice: the chain of the entry's own name, those one link above
 * it, and those of all intentions. Where several are broken, Consul names one at random; here it is
 * the first of them in that order.
 */
final class ChainCheck {

  private final EntryLookup before;
  private final EntryLookup after;
  private final EntryKey key;
  private final Optional<Entry> proposed;
  private final Set<ServiceId> chains = new LinkedHashSet<>();
  private final List<Entry> ingresses = new ArrayList<>();
  private final List<Entry> intentions = new ArrayList<>();
  private final Map<ServiceId, ServiceEnd> ends = new HashMap<>();
  private final Map<String, Set<ServiceId>> exported = new HashMap<>();

  private final boolean nearOnly;

  /**
   * A check of one write.
   *
   * @param nearOnly pass over intentions whose destinations cannot be touched by it; as good as all
   *     of them where the state is sound before
   */
  ChainCheck(EntryLookup before, EntryKey key, Optional<Entry> proposed, boolean nearOnly) {
    this.nearOnly = nearOnly;
    this.before = before;
    this.after = before.with(key, proposed);
    this.key = key;
    this.proposed = proposed;
  }

  Optional<GraphFault> fault() {
    boolean strict = false;
    switch (key.kind()) {
      case "mesh" -> {
        return Optional.empty();
      }
      case "exported-services" -> {
        return proposed.isEmpty() ? Optional.empty() : exportFault();
      }
      case SamenessGroups.KIND -> all("service-resolver").forEach(this::addChain);
      case "proxy-defaults" -> {
        if (!key.name().equals("global")) {
          return Optional.empty();
        }
        Links.CHAIN_KINDS.forEach(kind -> all(kind).forEach(this::addChain));
        ingresses.addAll(all("ingress-gateway"));
        intentions.addAll(all("service-intentions"));
      }
      case "service-intentions" -> {
        if (proposed.isEmpty()) {
          return Optional.empty();
        }
        intentions.add(proposed.get());
      }
      case "ingress-gateway" -> {
        if (proposed.isEmpty()) {
          return Optional.empty();
        }
        ingresses.add(proposed.get());
        strict = true;
      }
      default -> around();
    }
    ingresses.forEach(ingress -> chains.addAll(Links.of(ingress)));
    intentions.forEach(this::addChain);
    boolean strictly = strict;
    return chainFault()
        .or(() -> IngressRules.fault(ingresses, strictly, this::end))
        .or(() -> IntentionRules.fault(intentions, this::end));
  }

  private Optional<GraphFault> exportFault() {
    String partition = key.tenancy().partition();
    for (ServiceId service : ExportedChains.of(after, partition, proposed.map(Entry::key), true)) {
      Optional<GraphFault> fault = ExportedChains.leaving(before, service);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private void around() {
    ServiceId own = ServiceId.of(key);
    chains.add(own);
    List<Entry> above = before.referrers(own);
    above.sort(Comparator.comparing(Entry::key));
    for (Entry entry : above) {
      if (entry.key().kind().equals("ingress-gateway")) {
        ingresses.add(entry);
      } else {
        addChain(entry);
      }
    }
    intentions.addAll(nearOnly ? near(own) : all("service-intentions"));
  }

  /** Of the service and of all whose chains may lead to it. */
  private List<Entry> near(ServiceId own) {
    Set<ServiceId> seen = new LinkedHashSet<>(List.of(own));
    Deque<ServiceId> todo = new ArrayDeque<>(seen);
    while (!todo.isEmpty()) {
      for (Entry entry : before.referrers(todo.removeFirst())) {
        ServiceId above = ServiceId.of(entry.key());
        if (!entry.key().kind().equals("ingress-gateway") && seen.add(above)) {
          todo.add(above);
        }
      }
    }
    return seen.stream()
        .flatMap(service -> before.find(service.entry("service-intentions")).stream())
        .toList();
  }

  private void addChain(Entry entry) {
    chains.add(ServiceId.of(entry.key()));
  }

  /** Of the partition of the change, by key. */
  private List<Entry> all(String kind) {
    Collection<Entry> found = before.ofKind(kind);
    return found.stream()
        .filter(entry -> entry.key().tenancy().partition().equals(key.tenancy().partition()))
        .sorted(Comparator.comparing(Entry::key))
        .toList();
  }

  private Optional<GraphFault> chainFault() {
    for (ServiceId service : chains) {
      Optional<GraphFault> fault = chainFault(service);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private Optional<GraphFault> chainFault(ServiceId service) {
    if (isPlain(service)) {
      ends.put(service, new ServiceEnd(Protocols.of(after, service), true));
      return Optional.empty();
    }
    try {
      CompiledChain chain = DiscoveryChains.trial(after, service);
      ends.put(service, ServiceEnd.of(chain));
      if (!exported(service.tenancy().partition()).contains(service)) {
        return Optional.empty();
      }
      Optional<GraphFault> leaving = ExportedChains.leaving(after, service);
      if (leaving.isPresent() || Protocols.isHttpLike(chain.protocol())) {
        return leaving;
      }
      return ExportedChains.newIdentity(service, DiscoveryChains.trial(before, service), chain);
    } catch (BrokenChainException e) {
      return Optional.of(e.fault());
    }
  }

  /** Most services have no chain entry, before and after; then nothing can be wrong with it. */
  private boolean isPlain(ServiceId service) {
    if (service.name().isEmpty()
        || Links.CHAIN_KINDS.stream().anyMatch(kind -> has(service.entry(kind)))) {
      return false;
    }
    return after.ofKind(SamenessGroups.KIND).isEmpty();
  }

  private boolean has(EntryKey entry) {
    return before.find(entry).isPresent() || after.find(entry).isPresent();
  }

  private Set<ServiceId> exported(String partition) {
    return exported.computeIfAbsent(
        partition, name -> ExportedChains.of(after, name, Optional.of(key), proposed.isPresent()));
  }

  private ServiceEnd end(ServiceId service) {
    ServiceEnd end = ends.get(service);
    if (end == null) {
      throw new IllegalStateException("the chain of " + service + " was not compiled");
    }
    return end;
  }
}
