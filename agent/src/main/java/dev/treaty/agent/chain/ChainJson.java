package dev.treaty.agent.chain;

import dev.treaty.model.graph.ChainNode;
import dev.treaty.model.graph.ChainTarget;
import dev.treaty.model.graph.CompiledChain;
import dev.treaty.model.value.GoDuration;
import dev.treaty.model.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A compiled chain as Consul prints it. */
final class ChainJson {

  private final LinkedHashMap<String, Value> fields = new LinkedHashMap<>();

  private ChainJson() {}

  /** The whole answer. */
  static Value.Fields of(CompiledChain chain, Optional<String> virtualIp) {
    ChainJson json = new ChainJson();
    json.fields.put("ServiceName", Value.text(chain.service().name()));
    json.fields.put("Namespace", Value.text(chain.service().tenancy().namespace()));
    json.fields.put("Partition", Value.text(chain.service().tenancy().partition()));
    json.fields.put("Datacenter", Value.text(chain.datacenter()));
    json.text("CustomizationHash", chain.customizationHash())
        .flag("Default", chain.isDefault())
        .text("Protocol", chain.protocol())
        .map("ServiceMeta", chain.serviceMeta().map())
        .list("EnvoyExtensions", chain.envoyExtensions())
        .text("StartNode", chain.startNode());
    Map<String, Value> nodes = new LinkedHashMap<>();
    chain.nodes().forEach((key, node) -> nodes.put(key, node(node)));
    Map<String, Value> targets = new LinkedHashMap<>();
    chain.targets().forEach((key, target) -> targets.put(key, target(target)));
    json.map("Nodes", nodes).map("Targets", targets);
    json.fields.put(
        "AutoVirtualIPs",
        virtualIp.<Value>map(ip -> Value.Items.of(Value.text(ip))).orElse(Value.Nothing.NULL));
    json.fields.put(
        "ManualVirtualIPs", virtualIp.isPresent() ? Value.Items.EMPTY : Value.Nothing.NULL);
    return Value.Fields.EMPTY.with("Chain", json.done());
  }

  private static Value node(ChainNode node) {
    ChainJson json = new ChainJson();
    return switch (node) {
      case ChainNode.Router router ->
          json.text("Type", "router")
              .text("Name", router.name())
              .list("Routes", router.routes().stream().map(ChainJson::route).toList())
              .done();
      case ChainNode.Splitter splitter ->
          json.text("Type", "splitter")
              .text("Name", splitter.name())
              .list("Splits", splitter.splits().stream().map(ChainJson::split).toList())
              .optional("LoadBalancer", splitter.loadBalancer())
              .done();
      case ChainNode.Resolver resolver ->
          json.text("Type", "resolver")
              .text("Name", resolver.name())
              .optional("Resolver", Optional.of(resolver(resolver)))
              .optional("LoadBalancer", resolver.loadBalancer())
              .done();
    };
  }

  private static Value route(ChainNode.Route route) {
    return new ChainJson()
        .optional("Definition", Optional.of(route.definition()))
        .text("NextNode", route.next())
        .done();
  }

  private static Value split(ChainNode.Split split) {
    ChainJson json = new ChainJson().optional("Definition", Optional.of(split.definition()));
    if (split.weight() != 0) {
      json.fields.put("Weight", weight(split.weight()));
    }
    return json.text("NextNode", split.next()).done();
  }

  private static Value weight(float weight) {
    BigDecimal shortest = new BigDecimal(Float.toString(weight)).stripTrailingZeros();
    return shortest.scale() <= 0
        ? new Value.Whole(shortest.toBigInteger())
        : new Value.Decimal(shortest);
  }

  private static Value.Fields resolver(ChainNode.Resolver resolver) {
    ChainJson json =
        new ChainJson()
            .text("ConnectTimeout", GoDuration.print(resolver.connectTimeout()))
            .flag("Default", resolver.isDefault());
    if (resolver.requestTimeout() != 0) {
      json.fields.put("RequestTimeout", Value.Whole.of(resolver.requestTimeout()));
    }
    return json.text("Target", resolver.target())
        .optional("Failover", resolver.failover().map(ChainJson::failover))
        .done();
  }

  private static Value.Fields failover(ChainNode.Failover failover) {
    List<Value> targets = new ArrayList<>();
    failover.targets().forEach(id -> targets.add(Value.text(id)));
    return new ChainJson().list("Targets", targets).optional("Policy", failover.policy()).done();
  }

  private static Value target(ChainTarget target) {
    ChainTarget.Place place = target.place();
    ChainJson json = new ChainJson();
    if (target.connectTimeout() != 0) {
      json.text("ConnectTimeout", GoDuration.print(target.connectTimeout()));
    }
    return json.text("ID", target.id())
        .text("Service", place.service())
        .text("ServiceSubset", place.subset())
        .text("Namespace", place.namespace())
        .text("Partition", place.partition())
        .text("Datacenter", place.datacenter())
        .text("Peer", place.peer())
        .optional(
            "MeshGateway",
            Optional.of(new ChainJson().text("Mode", target.meshGatewayMode()).done()))
        .optional("Subset", Optional.of(target.subset()))
        .optional(
            "TransparentProxy",
            Optional.of(new ChainJson().flag("DialedDirectly", target.dialedDirectly()).done()))
        .flag("External", target.external())
        .text("SNI", target.sni())
        .text("Name", target.name())
        .optional("PrioritizeByLocality", target.prioritizeByLocality())
        .done();
  }

  private ChainJson text(String key, String text) {
    if (!text.isEmpty()) {
      fields.put(key, Value.text(text));
    }
    return this;
  }

  private ChainJson flag(String key, boolean on) {
    if (on) {
      fields.put(key, Value.Flag.TRUE);
    }
    return this;
  }

  private ChainJson map(String key, Map<String, Value> map) {
    if (!map.isEmpty()) {
      fields.put(key, new Value.Fields(map));
    }
    return this;
  }

  private ChainJson list(String key, List<Value> values) {
    if (!values.isEmpty()) {
      fields.put(key, new Value.Items(values));
    }
    return this;
  }

  private ChainJson optional(String key, Optional<Value.Fields> value) {
    value.ifPresent(found -> fields.put(key, found));
    return this;
  }

  private Value.Fields done() {
    return new Value.Fields(fields);
  }
}
