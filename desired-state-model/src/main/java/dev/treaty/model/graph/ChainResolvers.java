package dev.treaty.model.graph;

import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.graph.ChainTarget.Place;
import dev.treaty.model.value.GoDuration;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The lower end of a chain: follows redirects, picks subsets, lays out failover. */
final class ChainResolvers {

  private static final long DEFAULT_CONNECT_TIMEOUT = 5_000_000_000L;

  /** Notes that a service takes part. */
  interface Speakers {
    void speak(ServiceId service) throws BrokenChainException;
  }

  private final ChainSources sources;
  private final ChainRequest request;
  private final Customization customization;
  private final Map<String, ChainNode> nodes;
  private final Speakers speakers;
  private final Map<String, ChainTarget> loaded = new HashMap<>();
  private final Set<String> retained = new HashSet<>();
  private final Map<ServiceId, Value.Fields> made = new HashMap<>();

  ChainResolvers(
      ChainSources sources,
      ChainRequest request,
      Customization customization,
      Map<String, ChainNode> nodes,
      Speakers speakers) {
    this.sources = sources;
    this.request = request;
    this.customization = customization;
    this.nodes = nodes;
    this.speakers = speakers;
  }

  /** The targets that the chain really ends at. */
  SortedMap<String, ChainTarget> retained() {
    TreeMap<String, ChainTarget> kept = new TreeMap<>(loaded);
    kept.keySet().retainAll(retained);
    return kept;
  }

  ChainTarget target(ServiceId service, String subset) {
    return target(
        new Place(
            service.name(),
            subset,
            service.tenancy().namespace(),
            service.tenancy().partition(),
            request.datacenter(),
            ""));
  }

  private ChainTarget target(Place place) {
    return loaded.computeIfAbsent(place.id(), id -> ChainTarget.at(place, request.trustDomain()));
  }

  /** The node of a target; redirects may end it at another one. */
  String node(ChainTarget target, EntryKey referrer) throws BrokenChainException {
    return "resolver:" + resolve(target, referrer, false);
  }

  private String resolve(ChainTarget wanted, EntryKey referrer, boolean forFailover)
      throws BrokenChainException {
    ChainTarget target = wanted;
    EntryKey from = referrer;
    Set<String> path = new LinkedHashSet<>();
    while (true) {
      Place place = target.place();
      if (nodes.containsKey("resolver:" + place.id())) {
        return place.id();
      }
      ServiceId service = place.serviceId();
      if (place.peer().isEmpty()) {
        speakers.speak(service);
      }
      Value.Fields resolver = resolver(service, place.peer());
      if (!path.add(place.id())) {
        throw circle(path, place, service);
      }
      Optional<ChainTarget> next = next(resolver, target);
      if (next.isPresent()) {
        target = next.get();
        from = service.entry("service-resolver");
        continue;
      }
      boolean hasSubset =
          place.subset().isEmpty() || resolver.fields("Subsets").map().containsKey(place.subset());
      if (!hasSubset) {
        throw new BrokenChainException(
            GraphFault.of(
                DiagnosticCode.SUBSET_MISSING,
                "service "
                    + GoFormat.quote(place.service())
                    + " does not have a subset named "
                    + GoFormat.quote(place.subset()),
                from,
                service.entry("service-resolver")));
      }
      return end(target, service, resolver, forFailover);
    }
  }

  private static BrokenChainException circle(Set<String> path, Place place, ServiceId service) {
    return new BrokenChainException(
        GraphFault.of(
            DiagnosticCode.CHAIN_CIRCLE,
            "detected circular resolver redirect: ["
                + String.join(" -> ", path)
                + " -> "
                + place.id()
                + "]",
            service.entry("service-resolver")));
  }

  /** Where a redirect or the default subset leads; redirects to groups are failovers in truth. */
  private Optional<ChainTarget> next(Value.Fields resolver, ChainTarget target) {
    Optional<Value.Fields> redirect = Links.field(resolver, "Redirect");
    if (redirect.isPresent() && redirect.get().text("SamenessGroup").isEmpty()) {
      ChainTarget there = rewritten(target, Rewrite.of(redirect.get()));
      if (!there.id().equals(target.id())) {
        return Optional.of(there);
      }
    }
    String subset = resolver.text("DefaultSubset");
    if (target.place().subset().isEmpty() && !subset.isEmpty()) {
      return Optional.of(rewritten(target, new Rewrite("", subset, "", "", "", "")));
    }
    return Optional.empty();
  }

  private Value.Fields resolver(ServiceId service, String peer) {
    Value.Fields before = made.get(service);
    if (before != null) {
      return before;
    }
    Optional<Entry> entry = sources.resolver(service);
    if (entry.isPresent()) {
      return entry.get().body();
    }
    Value.Fields plain =
        sources
            .defaultSamenessGroup()
            .filter(group -> peer.isEmpty())
            .filter(group ->
                service.tenancy().partition().equals(request.service().tenancy().partition()))
            .map(group ->
                Value.Fields.EMPTY.with(
                    "Redirect",
                    Value.Fields.EMPTY.with("SamenessGroup", Value.text(group.key().name()))))
            .orElse(Value.Fields.EMPTY);
    made.put(service, plain);
    return plain;
  }

  private String end(
      ChainTarget target, ServiceId service, Value.Fields resolver, boolean forFailover)
      throws BrokenChainException {
    long own = duration(resolver, "ConnectTimeout");
    long timeout = customization.connectTimeout(own < 1 ? DEFAULT_CONNECT_TIMEOUT : own);
    Optional<Entry> proxies = sources.proxyDefaults(service.tenancy().partition());
    Optional<Entry> defaults = sources.serviceDefaults(service);
    String externalSni = defaults.map(entry -> entry.body().text("ExternalSNI")).orElse("");
    boolean external = !externalSni.isEmpty();
    if (external) {
      refuseRoutingOutside(target.place().service(), resolver, service);
    }
    String id = target.id();
    loaded.put(
        id,
        new ChainTarget(
            target.place(),
            timeout,
            external,
            external ? externalSni : target.sni(),
            target.name(),
            resolver.fields("Subsets").fields(target.place().subset()),
            external ? "" : meshGateway(defaults, proxies),
            !external && (dialsDirectly(defaults) || dialsDirectly(proxies)),
            locality(target.place(), resolver, proxies)));
    retained.add(id);
    if (forFailover) {
      return id;
    }
    ChainNode.Resolver node =
        new ChainNode.Resolver(
            id,
            isDefault(resolver),
            timeout,
            duration(resolver, "RequestTimeout"),
            Optional.empty(),
            Links.field(resolver, "LoadBalancer"));
    // Recorded before the failover is laid out, so that a loop ends here.
    nodes.put(node.key(), node);
    Optional<ChainNode.Failover> failover = failover(target, service, resolver, proxies);
    failover.ifPresent(found -> nodes.put(node.key(), node.with(found)));
    return id;
  }

  private static void refuseRoutingOutside(String name, Value.Fields resolver, ServiceId service)
      throws BrokenChainException {
    String what = "";
    if (resolver.get("Redirect").isPresent()) {
      what = "redirects";
    } else if (!resolver.fields("Subsets").map().isEmpty()) {
      what = "subsets";
    } else if (!resolver.fields("Failover").map().isEmpty()) {
      what = "failover";
    }
    if (!what.isEmpty()) {
      throw new BrokenChainException(
          GraphFault.of(
              DiagnosticCode.EXTERNAL_SERVICE,
              "service "
                  + GoFormat.quote(name)
                  + " has an external SNI set; cannot define "
                  + what
                  + " for external services",
              service.entry("service-resolver"),
              service.entry("service-defaults")));
    }
  }

  private String meshGateway(Optional<Entry> defaults, Optional<Entry> proxies) {
    String mode = gatewayMode(defaults);
    return customization.meshGatewayMode(mode.isEmpty() ? gatewayMode(proxies) : mode);
  }

  private static String gatewayMode(Optional<Entry> entry) {
    return entry.map(found -> found.body().fields("MeshGateway").text("Mode")).orElse("");
  }

  private static boolean dialsDirectly(Optional<Entry> entry) {
    return entry
        .map(found -> found.body().fields("TransparentProxy").flag("DialedDirectly"))
        .orElse(false);
  }

  private Optional<Value.Fields> locality(
      Place place, Value.Fields resolver, Optional<Entry> proxies) {
    String here = request.service().tenancy().partition();
    if (!place.peer().isEmpty() || !place.partition().equals(here)) {
      return Optional.empty();
    }
    return Links.field(resolver, "PrioritizeByLocality")
        .or(() -> proxies.flatMap(entry -> Links.field(entry.body(), "PrioritizeByLocality")));
  }

  private Optional<ChainNode.Failover> failover(
      ChainTarget target, ServiceId service, Value.Fields resolver, Optional<Entry> proxies)
      throws BrokenChainException {
    Optional<Value.Fields> policy =
        proxies.flatMap(entry -> Links.field(entry.body(), "FailoverPolicy"));
    List<ChainTarget> targets = new ArrayList<>();
    Value.Fields redirect = resolver.fields("Redirect");
    if (!redirect.text("SamenessGroup").isEmpty()) {
      group(target, service, Rewrite.of(redirect), redirect.text("SamenessGroup"), targets);
    }
    Value.Fields all = resolver.fields("Failover");
    Optional<Value.Fields> section =
        Links.field(all, target.place().subset()).or(() -> Links.field(all, "*"));
    if (section.isEmpty() && !all.map().isEmpty()) {
      return Optional.empty();
    }
    if (section.isPresent()) {
      Optional<Value.Fields> own = Links.field(section.get(), "Policy");
      policy = own.isPresent() ? own : policy;
      sectionTargets(target, service, section.get(), targets);
    }
    if (targets.isEmpty()) {
      return Optional.empty();
    }
    List<String> ids = new ArrayList<>();
    for (ChainTarget each : targets) {
      ids.add(resolve(each, service.entry("service-resolver"), true));
    }
    return Optional.of(new ChainNode.Failover(ids, policy));
  }

  private void sectionTargets(
      ChainTarget target, ServiceId service, Value.Fields section, List<ChainTarget> targets)
      throws BrokenChainException {
    Rewrite own =
        new Rewrite(
            section.text("Service"),
            section.text("ServiceSubset"),
            section.text("Namespace"),
            "",
            "",
            "");
    if (!section.items("Datacenters").isEmpty()) {
      for (Value datacenter : section.items("Datacenters")) {
        if (datacenter instanceof Value.Text(String name)) {
          add(targets, target, own.over(new Rewrite("", "", "", "", name, "")));
        }
      }
    } else if (!section.maps("Targets").isEmpty()) {
      for (Value.Fields each : section.maps("Targets")) {
        add(targets, target, Rewrite.of(each));
      }
    } else if (!section.text("SamenessGroup").isEmpty()) {
      group(target, service, own, section.text("SamenessGroup"), targets);
    } else {
      add(targets, target, own);
    }
  }

  private void group(
      ChainTarget target, ServiceId service, Rewrite over, String name, List<ChainTarget> targets)
      throws BrokenChainException {
    Optional<Entry> group = sources.samenessGroup(name);
    if (group.isEmpty()) {
      throw new BrokenChainException(
          GraphFault.of(
              DiagnosticCode.SAMENESS_GROUP,
              "sameness group missing for service " + GoFormat.quote(target.place().service()),
              service.entry("service-resolver")));
    }
    Rewrite base =
        new Rewrite(
                service.name(),
                "",
                service.tenancy().namespace(),
                service.tenancy().partition(),
                "",
                "")
            .over(over);
    for (SamenessGroups.Member member : SamenessGroups.members(group.get())) {
      add(
          targets,
          target,
          base.over(new Rewrite("", "", "", member.partition(), "", member.peer())));
    }
  }

  /** Nothing fails over to itself. */
  private void add(List<ChainTarget> targets, ChainTarget from, Rewrite rewrite) {
    ChainTarget there = rewritten(from, rewrite);
    if (!there.id().equals(from.id())) {
      targets.add(there);
    }
  }

  private ChainTarget rewritten(ChainTarget from, Rewrite rewrite) {
    return target(rewrite.apply(from.place(), request));
  }

  private static boolean isDefault(Value.Fields resolver) {
    return resolver.text("DefaultSubset").isEmpty()
        && resolver.fields("Subsets").map().isEmpty()
        && resolver.get("Redirect").isEmpty()
        && resolver.fields("Failover").map().isEmpty()
        && duration(resolver, "ConnectTimeout") == 0
        && duration(resolver, "RequestTimeout") == 0
        && resolver.get("LoadBalancer").isEmpty()
        && resolver.get("PrioritizeByLocality").isEmpty();
  }

  private static long duration(Value.Fields around, String key) {
    return GoDuration.parse(around.text(key)) instanceof GoDuration.Span(long nanoseconds)
        ? nanoseconds
        : 0;
  }
}
