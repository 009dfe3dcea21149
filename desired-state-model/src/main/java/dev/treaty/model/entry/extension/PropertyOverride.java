package dev.treaty.model.entry.extension;

import dev.treaty.model.schema.Channel;
import dev.treaty.model.schema.Decoded;
import dev.treaty.model.schema.Decoder;
import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Since;
import dev.treaty.model.schema.Type;
import dev.treaty.model.syntax.Form;
import dev.treaty.model.syntax.JsonReader;
import dev.treaty.model.syntax.Node;
import dev.treaty.model.syntax.SourceText;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code builtin/property-override}: sets fields of Envoy's resources. */
final class PropertyOverride implements Extension {

  private static final Map<String, String> RESOURCES = new LinkedHashMap<>();

  static {
    RESOURCES.put("cluster", "envoy.config.cluster.v3.Cluster");
    RESOURCES.put("cluster-load-assignment", "envoy.config.endpoint.v3.ClusterLoadAssignment");
    RESOURCES.put("route", "envoy.config.route.v3.RouteConfiguration");
    RESOURCES.put("listener", "envoy.config.listener.v3.Listener");
  }

  private static final Shape FILTER =
      Shape.fields()
          .optional("ResourceType", new Type.Text("propertyoverride.ResourceType"))
          .noAlias()
          .optional("TrafficDirection", new Type.Text("extensioncommon.TrafficDirection"))
          .noAlias()
          .optional("Services", Type.list(Target.SERVICE).ofPointers())
          .build();

  private static final Shape PATCH =
      Shape.fields()
          .optional("ResourceFilter", new Type.Struct(FILTER))
          .noAlias()
          .optional("Op", new Type.Text("propertyoverride.Op"))
          .optional("Path", Type.TEXT)
          .build();

  private static final Shape SHAPE =
      Shape.fields()
          .optional("Patches", Type.list(PATCH))
          .optional("Debug", Type.FLAG)
          .optional("ProxyType", new Type.Text("api.ServiceKind"))
          .noAlias()
          .build();

  @Override
  public String name() {
    return "builtin/property-override";
  }

  @Override
  public Since since() {
    return Since.of(1, 16, 0);
  }

  @Override
  public Optional<String> fault(Value.Fields arguments, Gate server) {
    Optional<Node.MapNode> document =
        JsonReader.readFirst(SourceText.of("arguments", ValueJson.bytes(arguments))).root();
    if (document.isEmpty()) {
      return Optional.empty();
    }
    Decoded decoded = Decoder.decode(SHAPE, document.get(), server, Form.JSON, Channel.REQUEST);
    if (!decoded.typeErrors().isEmpty()) {
      return Optional.of("error decoding extension arguments: " + decoded.consulText());
    }
    List<Value.Fields> patches = decoded.value().maps("Patches");
    if (patches.isEmpty()) {
      return Optional.of("at least one patch is required");
    }
    List<Optional<Value>> values = values(arguments);
    List<String> faults = new ArrayList<>();
    EnvoyPatch envoy = new EnvoyPatch(EnvoyApi.of(server), decoded.value().flag("Debug"));
    for (int i = 0; i < patches.size(); i++) {
      String prefix = "invalid Patches[" + i + "]: ";
      patch(patches.get(i), values.get(i), envoy).ifPresent(text -> faults.add(prefix + text));
    }
    String proxy = decoded.value().text("ProxyType");
    if (!proxy.isEmpty()) {
      oneOf(proxy, "ProxyType", List.of("connect-proxy")).ifPresent(faults::add);
    }
    return faults.isEmpty() ? Optional.empty() : Optional.of(Findings.multi(faults));
  }

  /** The values of the patches; any may stand there, so no shape has them. */
  private static List<Optional<Value>> values(Value.Fields arguments) {
    Value patches = find(arguments, "Patches").orElse(Value.Items.EMPTY);
    List<Value> list = patches instanceof Value.Items(List<Value> items) ? items : List.of(patches);
    return list.stream()
        .map(patch ->
            patch instanceof Value.Items(List<Value> one) && one.size() == 1
                ? one.getFirst()
                : patch)
        .map(patch ->
            patch instanceof Value.Fields fields ? find(fields, "Value") : Optional.<Value>empty())
        .map(value ->
            value.map(PropertyOverride::single).filter(found -> !(found instanceof Value.Nothing)))
        .toList();
  }

  private static Value single(Value value) {
    return value instanceof Value.Items(List<Value> one) && one.size() == 1
        ? one.getFirst()
        : value;
  }

  private static Optional<Value> find(Value.Fields map, String name) {
    return map.get(name)
        .or(() ->
            map.map().entrySet().stream()
                .filter(member -> member.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst());
  }

  private static Optional<String> patch(
      Value.Fields patch, Optional<Value> value, EnvoyPatch envoy) {
    Value.Fields filter = patch.fields("ResourceFilter");
    String operation = patch.text("Op");
    Optional<String> fault =
        filter(filter).or(() -> oneOf(operation, "Op", List.of("add", "remove")));
    if (fault.isPresent()) {
      return fault;
    }
    boolean adds = operation.equals("add");
    if (value.isPresent() && !adds) {
      return Optional.of("field Value is not supported for " + operation + " operation");
    }
    String message = RESOURCES.getOrDefault(filter.text("ResourceType"), "");
    return envoy.fault(message, patch.text("Path"), adds, value);
  }

  private static Optional<String> filter(Value.Fields filter) {
    String type = filter.text("ResourceType");
    String direction = filter.text("TrafficDirection");
    List<Value.Fields> services = filter.maps("Services");
    if (type.isEmpty() && direction.isEmpty() && services.isEmpty()) {
      return Optional.of("field ResourceFilter is required");
    }
    Optional<String> fault =
        oneOf(type, "ResourceType", List.copyOf(RESOURCES.keySet()))
            .or(() -> oneOf(direction, "TrafficDirection", List.of("inbound", "outbound")));
    if (fault.isPresent()) {
      return fault;
    }
    if (!services.isEmpty() && !direction.equals("outbound")) {
      return Optional.of(
          "patch contains non-empty ResourceFilter.Services but ResourceFilter.TrafficDirection"
              + " is not \"outbound\"");
    }
    return services.stream().anyMatch(service -> service.text("Name").isEmpty())
        ? Optional.of("service name is required")
        : Optional.empty();
  }

  private static Optional<String> oneOf(String word, String field, List<String> legal) {
    if (legal.contains(word)) {
      return Optional.empty();
    }
    return Optional.of(
        word.isEmpty()
            ? "field " + field + " is required"
            : "invalid "
                + field
                + " '"
                + GoFormat.quote(word)
                + "'; supported values: "
                + String.join(", ", legal));
  }
}
