package dev.treaty.model.graph;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The entries that one service's discovery chain may be made of, gathered by following links: the
 * service's router, then splitters, then resolvers, and the defaults of all of them.
 *
 * <p>What is not linked is not used, even if the compiler comes across its name: a failover to a
 * service of a peer does not bring in the local resolver of that name.
 */
final class ChainSources {

  private final Map<ServiceId, Entry> routers = new LinkedHashMap<>();
  private final Map<ServiceId, Entry> splitters = new LinkedHashMap<>();
  private final Map<ServiceId, Entry> resolvers = new LinkedHashMap<>();
  private final Map<ServiceId, Entry> services = new LinkedHashMap<>();
  private final Map<String, Entry> proxies = new HashMap<>();
  private final Map<String, Entry> groups = new HashMap<>();
  private Optional<Entry> defaultGroup = Optional.empty();

  private final EntryLookup state;
  private final ServiceId top;
  private final Set<ServiceId> withDefaults = new LinkedHashSet<>();

  private ChainSources(EntryLookup state, ServiceId top) {
    this.state = state;
    this.top = top;
  }

  static ChainSources of(EntryLookup state, ServiceId top) {
    ChainSources sources = new ChainSources(state, top);
    sources.gather();
    return sources;
  }

  private void gather() {
    withDefaults.add(top);
    Optional<Entry> router = state.find(top.entry("service-router"));
    router.ifPresent(entry -> routers.put(top, entry));
    Set<ServiceId> first = router.map(Links::of).orElse(Set.of(top));
    gatherResolvers(gatherSplitters(new ArrayDeque<>(first)));
    for (ServiceId service : withDefaults) {
      state
          .find(service.entry("service-defaults"))
          .ifPresent(entry -> services.put(service, entry));
      String partition = service.tenancy().partition();
      state
          .find(Protocols.global(partition))
          .ifPresent(entry -> proxies.putIfAbsent(partition, entry));
    }
  }

  private Deque<ServiceId> gatherSplitters(Deque<ServiceId> todo) {
    Set<ServiceId> seen = new LinkedHashSet<>();
    while (!todo.isEmpty()) {
      ServiceId service = todo.removeFirst();
      if (!seen.add(service)) {
        continue;
      }
      withDefaults.add(service);
      Optional<Entry> splitter = state.find(service.entry("service-splitter"));
      if (splitter.isPresent()) {
        splitters.put(service, splitter.get());
        todo.addAll(Links.of(splitter.get()));
      }
    }
    return new ArrayDeque<>(seen);
  }

  private void gatherResolvers(Deque<ServiceId> todo) {
    Set<ServiceId> seen = new LinkedHashSet<>();
    while (!todo.isEmpty()) {
      ServiceId service = todo.removeFirst();
      if (!seen.add(service)) {
        continue;
      }
      withDefaults.add(service);
      Optional<Entry> resolver = state.find(service.entry("service-resolver"));
      if (resolver.isPresent()) {
        resolvers.put(service, resolver.get());
        todo.addAll(Links.of(resolver.get()));
        resolverGroups(resolver.get(), todo);
      } else {
        Optional<Entry> group = SamenessGroups.forFailover(state, service.tenancy().partition());
        group.ifPresent(entry -> addGroup(entry, service, todo));
        if (service.equals(top)) {
          defaultGroup = group;
        }
      }
    }
  }

  private void resolverGroups(Entry resolver, Deque<ServiceId> todo) {
    Set<String> names = new LinkedHashSet<>();
    names.add(resolver.body().fields("Redirect").text("SamenessGroup"));
    resolver
        .body()
        .fields("Failover")
        .map()
        .values()
        .forEach(value -> {
          if (value instanceof Value.Fields failover) {
            names.add(failover.text("SamenessGroup"));
          }
        });
    names.remove("");
    for (String name : names) {
      if (!groups.containsKey(name)) {
        SamenessGroups.find(state, top.tenancy().partition(), name)
            .ifPresent(entry -> addGroup(entry, ServiceId.of(resolver.key()), todo));
      }
    }
  }

  private void addGroup(Entry group, ServiceId service, Deque<ServiceId> todo) {
    groups.put(group.key().name(), group);
    for (SamenessGroups.Member member : SamenessGroups.members(group)) {
      if (member.peer().isEmpty()) {
        Tenancy there = new Tenancy(member.partition(), service.tenancy().namespace());
        todo.add(new ServiceId(service.name(), there));
      }
    }
  }

  Optional<Entry> router(ServiceId service) {
    return Optional.ofNullable(routers.get(service));
  }

  Optional<Entry> splitter(ServiceId service) {
    return Optional.ofNullable(splitters.get(service));
  }

  Optional<Entry> resolver(ServiceId service) {
    return Optional.ofNullable(resolvers.get(service));
  }

  Optional<Entry> serviceDefaults(ServiceId service) {
    return Optional.ofNullable(services.get(service));
  }

  Optional<Entry> proxyDefaults(String partition) {
    return Optional.ofNullable(proxies.get(partition));
  }

  Optional<Entry> samenessGroup(String name) {
    return Optional.ofNullable(groups.get(name));
  }

  Optional<Entry> defaultSamenessGroup() {
    return defaultGroup;
  }

  Map<ServiceId, Entry> routers() {
    return routers;
  }

  Map<ServiceId, Entry> splitters() {
    return splitters;
  }

  Map<ServiceId, Entry> resolvers() {
    return resolvers;
  }

  /** Whether no entry at all says anything about the service. */
  boolean isEmpty() {
    return isChainEmpty() && services.isEmpty() && proxies.isEmpty();
  }

  boolean isChainEmpty() {
    return routers.isEmpty() && splitters.isEmpty() && resolvers.isEmpty();
  }

  /** The entries that lead from one service of the chain to another. */
  List<EntryKey> linking() {
    List<EntryKey> linking = new ArrayList<>();
    for (Map<ServiceId, Entry> kind : List.of(routers, splitters, resolvers)) {
      for (Entry entry : kind.values()) {
        Set<ServiceId> others = Links.of(entry);
        others.remove(ServiceId.of(entry.key()));
        if (!others.isEmpty()) {
          linking.add(entry.key());
        }
      }
    }
    return linking;
  }

  /** The topmost entry of the chain, for a message about it. */
  EntryKey topEntry() {
    for (String kind : Links.CHAIN_KINDS) {
      if (state.find(top.entry(kind)).isPresent()) {
        return top.entry(kind);
      }
    }
    return top.entry("service-defaults");
  }
}
