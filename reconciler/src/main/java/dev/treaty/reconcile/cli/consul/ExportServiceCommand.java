package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulClient;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code services export}: adds consumers to one service of {@code exported-services}. */
@Command(name = "export", description = "Export a service to peered clusters.")
final class ExportServiceCommand extends TokenCall {

  @Option(names = "--name", paramLabel = "<service>", description = "(Required) The service")
  String name = "";

  @Option(
      names = "--consumer-peers",
      paramLabel = "<peer,…>",
      description = "(Required) The peers to export it to")
  String peers = "";

  @Option(
      names = "--consumer-partitions",
      paramLabel = "<partition,…>",
      description = "The admin partitions to export it to")
  String partitions = "";

  @Override
  int run(ConsulClient client) {
    required(name, "-name");
    if (peers.isEmpty() && partitions.isEmpty()) {
      return fail("Missing the required -consumer-peers or -consumer-partitions flag");
    }
    String partition = tenancy.tenancy(endpoint).partition();
    EntryKey key = EntryKey.of("exported-services", partition);
    ConsulAnswer<Value.Fields> current = client.readConfig(key);
    if (!current.isDone() && !current.isNotFound()) {
      return fail("Error reading config entry " + key.path() + ": " + GoErrors.of(current));
    }
    Value.Fields entry =
        current
            .done()
            .orElseGet(() ->
                new Value.Fields(Map.of())
                    .with("Kind", Value.text("exported-services"))
                    .with("Name", Value.text(partition)));
    long index =
        entry.get("ModifyIndex").orElse(Value.Nothing.NULL)
                instanceof Value.Whole(BigInteger number)
            ? number.longValue()
            : 0;
    ConsulAnswer<Boolean> written =
        client.writeConfig(withConsumers(entry.without("Hash")), OptionalLong.of(index));
    if (!(written instanceof ConsulAnswer.Done<Boolean>(Boolean done, long i, boolean f))) {
      return fail("Error writing config entry " + key.path() + ": " + GoErrors.of(written));
    }
    if (!done) {
      return fail("Config entry \"" + partition + "\" changed while attempting to update");
    }
    List<String> targets = new ArrayList<>();
    if (!peers.isEmpty()) {
      targets.add("to cluster peers \"" + peers + "\"");
    }
    if (!partitions.isEmpty()) {
      targets.add("to partitions \"" + partitions + "\"");
    }
    return say("Successfully exported service \"" + name + "\" " + String.join(" and ", targets));
  }

  private Value.Fields withConsumers(Value.Fields entry) {
    List<Value> services = new ArrayList<>();
    boolean found = false;
    String namespace = tenancy.namespace;
    for (Value.Fields service : entry.maps("Services")) {
      boolean same =
          service.text("Name").equals(name)
              && orDefault(service.text("Namespace")).equals(orDefault(namespace));
      services.add(same ? withConsumersOf(service) : service);
      found = found || same;
    }
    if (!found) {
      Map<String, Value> service = new LinkedHashMap<>();
      service.put("Name", Value.text(name));
      if (!namespace.isEmpty()) {
        service.put("Namespace", Value.text(namespace));
      }
      services.add(withConsumersOf(new Value.Fields(service)));
    }
    return entry.with("Services", new Value.Items(services));
  }

  private static String orDefault(String namespace) {
    return namespace.isEmpty() ? "default" : namespace;
  }

  private Value.Fields withConsumersOf(Value.Fields service) {
    List<Value> consumers = new ArrayList<>(service.items("Consumers"));
    add(consumers, "Peer", peers);
    add(consumers, "Partition", partitions);
    return service.with("Consumers", new Value.Items(consumers));
  }

  private static void add(List<Value> consumers, String field, String names) {
    if (names.isEmpty()) {
      return;
    }
    for (String each : names.split(",", -1)) {
      boolean known =
          consumers.stream()
              .anyMatch(c -> c instanceof Value.Fields f && f.text(field).equals(each));
      if (!known) {
        consumers.add(new Value.Fields(Map.of(field, Value.text(each))));
      }
    }
  }
}
