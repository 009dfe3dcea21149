package dev.treaty.lab;

import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.Blocking;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import dev.treaty.reconcile.consul.ConsulConnection;
import dev.treaty.reconcile.consul.HttpConsulClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One cluster, as anyone sees it who speaks to its HTTP API. */
public final class Cluster implements AutoCloseable {

  private final String name;
  private final String address;
  private final ConsulClient client;

  public Cluster(String name, String address) {
    this.name = name;
    this.address = address;
    this.client = HttpConsulClient.open(ConsulConnection.to(address));
  }

  public String name() {
    return name;
  }

  /** For what this class has no word for. */
  public ConsulClient client() {
    return client;
  }

  public String address() {
    return address;
  }

  /** Whether the cluster has a leader and its CA a root. */
  public boolean isReady() {
    ConsulAnswer<Value> roots =
        client.sendForJson(ConsulCall.get("agent", "connect", "ca", "roots"));
    return client.catalogServices(Blocking.NONE).isDone()
        && roots
            .done()
            .filter(v -> v instanceof Value.Fields f && !f.items("Roots").isEmpty())
            .isPresent();
  }

  /** Registers an instance with the cluster's agent. */
  public void register(String service, int instance, int port) {
    Map<String, Value> body = new LinkedHashMap<>();
    body.put("ID", Value.text(service + "-" + instance));
    body.put("Name", Value.text(service));
    body.put("Port", Value.Whole.of(port));
    body.put("Meta", new Value.Fields(Map.of("instance", Value.text("" + instance))));
    must("register " + service, client.registerService(new Value.Fields(body)));
  }

  /** How many instances of a peer's service this cluster holds. */
  public int imported(String service, String peer) {
    return client
        .healthService(service, Optional.of(peer), Blocking.NONE)
        .done()
        .map(List::size)
        .orElse(0);
  }

  /** The peering's own id, empty where there is none or it is not active. */
  public String activePeering(String peer) {
    return client
        .readPeering(peer)
        .done()
        .filter(peering -> peering.text("State").equals("ACTIVE"))
        .map(peering -> peering.text("ID"))
        .orElse("");
  }

  /** What the intention from a peer's service says: {@code allow}, {@code deny} or nothing. */
  public String action(String destination, String source, String peer) {
    for (Value.Fields each : intentionEntry(destination).maps("Sources")) {
      if (each.text("Name").equals(source) && each.text("Peer").equals(peer)) {
        return each.text("Action");
      }
    }
    return "";
  }

  private Value.Fields intentionEntry(String destination) {
    return client
        .readConfig(EntryKey.of("service-intentions", destination))
        .done()
        .orElse(Value.Fields.EMPTY);
  }

  /** Changes one source's action, leaving all else, ownership marks too, as it is. */
  public void setAction(String destination, String source, String action) {
    Value.Fields entry = intentionEntry(destination);
    List<Value> sources = new ArrayList<>();
    for (Value.Fields each : entry.maps("Sources")) {
      sources.add(
          each.text("Name").equals(source) ? each.with("Action", Value.text(action)) : each);
    }
    must(
        "change the intention",
        client.writeConfig(
            entry.with("Sources", new Value.Items(sources)).without("Hash"), OptionalLong.empty()));
  }

  public void deletePeering(String peer) {
    must("delete the peering", client.deletePeering(peer));
  }

  private void must(String what, ConsulAnswer<?> answer) {
    if (!answer.isDone()) {
      throw new LabFailure("could not " + what + " at " + name + ": " + answer.describe());
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
