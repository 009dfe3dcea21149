package dev.treaty.model.graph;

import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Builds one chain: the router on top, splitters below it, resolvers at the ends. */
final class ChainCompiler {

  private final ChainSources sources;
  private final ChainRequest request;
  private final ServiceId top;
  private final Customization customization;
  private final Map<String, ChainNode> nodes = new TreeMap<>();
  private final ChainResolvers resolvers;
  private String protocol = "";
  private boolean routes;

  ChainCompiler(ChainSources sources, ChainRequest request) {
    this.sources = sources;
    this.request = request;
    this.top = request.service();
    this.customization = new Customization(request.overrides());
    this.resolvers = new ChainResolvers(sources, request, customization, nodes, this::speak);
  }

  CompiledChain compile() throws BrokenChainException {
    if (top.name().isEmpty()) {
      throw new BrokenChainException(
          new GraphFault(DiagnosticCode.INVALID_ENTRY, "serviceName is required", List.of()));
    }
    String start = assemble();
    ChainGraph graph = new ChainGraph(nodes, start, top);
    graph.refuseCircles(sources.topEntry());
    graph.joinSplitters();
    graph.dropUnreached();
    if (routes && !Protocols.isHttpLike(protocol)) {
      throw new BrokenChainException(
          GraphFault.of(
              DiagnosticCode.ROUTING_NEEDS_HTTP,
              "discovery chain "
                  + GoFormat.quote(top.name())
                  + " uses a protocol "
                  + GoFormat.quote(protocol)
                  + " that does not permit advanced routing or splitting behavior",
              sources.topEntry(),
              top.entry("service-defaults"),
              Protocols.global(top.tenancy().partition())));
    }
    SortedMap<String, ChainTarget> targets = resolvers.retained();
    String finalProtocol = customization.protocol(protocol);
    return new CompiledChain(
        top,
        request.datacenter(),
        customization.hash(),
        isDefault(start, targets),
        finalProtocol,
        sources.serviceDefaults(top).map(Entry::meta).orElse(Value.Fields.EMPTY),
        extensions(),
        start,
        new TreeMap<>(nodes),
        targets);
  }

  private List<Value> extensions() {
    List<Value> extensions = new ArrayList<>();
    sources
        .proxyDefaults(top.tenancy().partition())
        .ifPresent(entry -> extensions.addAll(entry.body().items("EnvoyExtensions")));
    sources
        .serviceDefaults(top)
        .ifPresent(entry -> extensions.addAll(entry.body().items("EnvoyExtensions")));
    return extensions;
  }

  /** A redirect to another service's plain resolver is no default chain. */
  private boolean isDefault(String start, Map<String, ChainTarget> targets) {
    if (!(nodes.get(start) instanceof ChainNode.Resolver resolver) || !resolver.isDefault()) {
      return false;
    }
    ChainTarget target = targets.get(resolver.target());
    return target != null && target.place().serviceId().equals(top);
  }

  /** Notes the protocol of a service in the chain, which must be that of the others. */
  private void speak(ServiceId service) throws BrokenChainException {
    String spoken =
        Protocols.of(
            sources.serviceDefaults(service), sources.proxyDefaults(service.tenancy().partition()));
    if (protocol.isEmpty()) {
      protocol = spoken;
    } else if (!protocol.equals(spoken)) {
      List<EntryKey> concerned = new ArrayList<>();
      concerned.add(service.entry("service-defaults"));
      concerned.add(sources.topEntry());
      concerned.add(top.entry("service-defaults"));
      concerned.add(Protocols.global(top.tenancy().partition()));
      concerned.addAll(sources.linking());
      throw new BrokenChainException(
          new GraphFault(
              DiagnosticCode.MIXED_PROTOCOLS,
              "discovery chain "
                  + GoFormat.quote(top.name())
                  + " uses inconsistent protocols; service "
                  + GoFormat.quote(service.text())
                  + " has "
                  + GoFormat.quote(spoken)
                  + " which is not "
                  + GoFormat.quote(protocol),
              concerned));
    }
  }

  private String assemble() throws BrokenChainException {
    Optional<Entry> router = sources.router(top);
    if (router.isPresent() && customization.withoutRouting()) {
      router = Optional.empty();
      customization.routingPassedOver();
    }
    return router.isPresent()
        ? route(router.get())
        : splitterOrResolver(resolvers.target(top, ""), top.entry("service-resolver"));
  }

  private String route(Entry router) throws BrokenChainException {
    EntryKey key = router.key();
    ServiceId owner = ServiceId.of(key);
    routes = true;
    speak(owner);
    List<ChainNode.Route> cases = new ArrayList<>();
    for (Value.Fields route : router.body().maps("Routes")) {
      Value.Fields to = route.fields("Destination");
      String service = to.text("Service").isEmpty() ? top.name() : to.text("Service");
      ServiceId named = new ServiceId(service, ServiceId.tenancyOf(to, key.tenancy()));
      String subset = to.text("ServiceSubset");
      ChainTarget target = resolvers.target(named, subset);
      cases.add(
          new ChainNode.Route(
              route,
              subset.isEmpty() ? splitterOrResolver(target, key) : resolvers.node(target, key)));
    }
    cases.add(
        new ChainNode.Route(catchAll(owner), splitterOrResolver(resolvers.target(owner, ""), key)));
    ChainNode.Router node = new ChainNode.Router(owner.dotted(), cases);
    nodes.put(node.key(), node);
    return node.key();
  }

  /** The last case of every router: what no other takes goes on to the service itself. */
  private static Value.Fields catchAll(ServiceId service) {
    Map<String, Value> to = new LinkedHashMap<>();
    to.put("Service", Value.text(service.name()));
    to.put("Namespace", Value.text(service.tenancy().namespace()));
    to.put("Partition", Value.text(service.tenancy().partition()));
    Value.Fields all =
        Value.Fields.EMPTY.with("HTTP", Value.Fields.EMPTY.with("PathPrefix", Value.text("/")));
    return Value.Fields.EMPTY.with("Match", all).with("Destination", new Value.Fields(to));
  }

  private String splitterOrResolver(ChainTarget target, EntryKey referrer)
      throws BrokenChainException {
    Optional<String> splitter = splitter(target.place().serviceId());
    return splitter.isPresent() ? splitter.get() : resolvers.node(target, referrer);
  }

  private Optional<String> splitter(ServiceId service) throws BrokenChainException {
    String key = "splitter:" + service.dotted();
    if (nodes.containsKey(key)) {
      return Optional.of(key);
    }
    Optional<Entry> entry = sources.splitter(service);
    if (entry.isPresent() && customization.withoutRouting()) {
      entry = Optional.empty();
      customization.routingPassedOver();
    }
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    // Recorded before its parts, so that a circle of splitters ends here and is found later.
    nodes.put(key, new ChainNode.Splitter(service.dotted(), List.of(), Optional.empty()));
    List<ChainNode.Split> splits = new ArrayList<>();
    Optional<Value.Fields> loadBalancer = Optional.empty();
    for (Value.Fields split : entry.get().body().maps("Splits")) {
      String subset = split.text("ServiceSubset");
      String named = split.text("Service").isEmpty() ? service.name() : split.text("Service");
      Tenancy tenancy = ServiceId.tenancyOf(split, service.tenancy());
      ServiceId to = new ServiceId(named, tenancy);
      Optional<String> below =
          to.equals(service) || !subset.isEmpty() ? Optional.empty() : splitter(to);
      String next =
          below.isPresent()
              ? below.get()
              : resolvers.node(resolvers.target(to, subset), entry.get().key());
      splits.add(new ChainNode.Split(split, Weights.of(split), next));
      if (loadBalancer.isEmpty() && nodes.get(next) instanceof ChainNode.Resolver resolver) {
        loadBalancer = resolver.loadBalancer().filter(ChainCompiler::isHashBased);
      }
    }
    nodes.put(key, new ChainNode.Splitter(service.dotted(), splits, loadBalancer));
    routes = true;
    return Optional.of(key);
  }

  private static boolean isHashBased(Value.Fields loadBalancer) {
    String policy = loadBalancer.text("Policy");
    return policy.equals("maglev") || policy.equals("ring_hash");
  }
}
