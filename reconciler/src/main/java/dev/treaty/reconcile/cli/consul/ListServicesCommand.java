package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code catalog services}. */
@Command(name = "services", description = "Lists all registered services in a datacenter.")
final class ListServicesCommand extends ServerCall {

  /** Go's tabwriter as Consul sets it up adds this much to the widest name. */
  private static final int PADDING = 6;

  @Option(names = "--tags", description = "Print each service's tags")
  boolean tags;

  @Option(names = "--node", paramLabel = "<id or name>", description = "Only services of this node")
  String node = "";

  @Option(
      names = "--node-meta",
      paramLabel = "<key=value>",
      description = "Only services on nodes with this metadata; may be given several times")
  List<String> nodeMeta = new ArrayList<>();

  @Override
  int run(ConsulClient client) {
    ConsulCall call =
        node.isEmpty()
            ? ConsulCall.get("catalog", "services")
            : ConsulCall.get("catalog", "node", node);
    for (String pair : nodeMeta) {
      call = call.with("node-meta", pair.replaceFirst("=", ":"));
    }
    ConsulAnswer<Value> answer = client.sendForJson(in(call));
    if (!(answer instanceof ConsulAnswer.Done<Value>(Value value, long index, boolean filtered))) {
      return fail("Error listing services: " + GoErrors.of(answer));
    }
    Map<String, Set<String>> services = node.isEmpty() ? ofCatalog(value) : ofNode(value);
    if (services.isEmpty()) {
      fail("No services match the given query - try expanding your search.");
      return DONE;
    }
    int width = services.keySet().stream().mapToInt(String::length).max().orElse(0) + PADDING;
    boolean columns = tags && services.values().stream().anyMatch(its -> !its.isEmpty());
    services.forEach(
        (name, its) -> say(columns ? padded(name, width) + String.join(",", its) : name));
    return DONE;
  }

  private static Map<String, Set<String>> ofCatalog(Value answer) {
    Map<String, Set<String>> services = new TreeMap<>();
    if (answer instanceof Value.Fields fields) {
      for (String name : fields.map().keySet()) {
        services.put(name, new TreeSet<>(Texts.list(fields.items(name))));
      }
    }
    return services;
  }

  private static Map<String, Set<String>> ofNode(Value answer) {
    Map<String, Set<String>> services = new TreeMap<>();
    if (answer instanceof Value.Fields fields) {
      for (Value each : fields.fields("Services").map().values()) {
        if (each instanceof Value.Fields service) {
          services
              .computeIfAbsent(service.text("Service"), name -> new TreeSet<>())
              .addAll(Texts.list(service.items("Tags")));
        }
      }
    }
    return services;
  }

  private static String padded(String name, int width) {
    return name + " ".repeat(width - name.length());
  }
}
