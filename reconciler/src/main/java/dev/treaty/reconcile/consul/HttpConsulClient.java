package dev.treaty.reconcile.consul;

import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.JsonSyntaxException;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** {@link ConsulClient} over the JDK's HTTP client. */
public final class HttpConsulClient implements ConsulClient {
  private final HttpTransport transport;
  private final Tenancy tenancy;

  private HttpConsulClient(HttpTransport transport, Tenancy tenancy) {
    this.transport = transport;
    this.tenancy = tenancy;
  }

  /**
   * Opens a client; nothing is sent yet.
   *
   * @throws ConsulTlsException if a named certificate or key file cannot be used
   */
  public static HttpConsulClient open(ConsulConnection connection) {
    return new HttpConsulClient(new HttpTransport(connection), Tenancy.DEFAULT);
  }

  @Override
  public URI address() {
    return transport.address();
  }

  @Override
  public boolean sendsToken() {
    return transport.sendsToken();
  }

  @Override
  public ConsulClient within(Tenancy newTenancy) {
    return new HttpConsulClient(transport, newTenancy);
  }

  @Override
  public ConsulAnswer<byte[]> send(ConsulCall call) {
    return transport.send(in(call, tenancy));
  }

  @Override
  public ConsulAnswer<Long> follow(ConsulCall call, Consumer<String> lines) {
    return transport.follow(in(call, tenancy), lines);
  }

  private static ConsulCall in(ConsulCall call, Tenancy tenancy) {
    ConsulCall scoped = call;
    if (!tenancy.partition().equals("default") && !call.query().containsKey("partition")) {
      scoped = scoped.with("partition", tenancy.partition());
    }
    if (!tenancy.namespace().equals("default") && !call.query().containsKey("ns")) {
      scoped = scoped.with("ns", tenancy.namespace());
    }
    return scoped;
  }

  @Override
  public ConsulAnswer<Value> sendForJson(ConsulCall call) {
    return switch (send(call)) {
      case ConsulAnswer.Done<byte[]>(byte[] body, long index, boolean filtered) -> {
        Optional<Value> json = read(body);
        yield json.isPresent()
            ? new ConsulAnswer.Done<>(json.get(), index, filtered)
            : new ConsulAnswer.Malformed<>(
                call.method() + " " + call.target() + ": the answer is not one JSON document");
      }
      case ConsulAnswer.Refused<byte[]>(int status, String body) ->
          new ConsulAnswer.Refused<>(status, body);
      case ConsulAnswer.Unreachable<byte[]>(ConsulAnswer.Cause cause, String message) ->
          new ConsulAnswer.Unreachable<>(cause, message);
      case ConsulAnswer.Malformed<byte[]>(String message) -> new ConsulAnswer.Malformed<>(message);
    };
  }

  private static Optional<Value> read(byte[] body) {
    try {
      return Optional.of(ValueJson.parse(body));
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
  }

  private ConsulAnswer<Value.Fields> object(ConsulCall call) {
    return narrow(
        call,
        sendForJson(call),
        value -> value instanceof Value.Fields fields ? Optional.of(fields) : Optional.empty());
  }

  private ConsulAnswer<List<Value.Fields>> objects(ConsulCall call) {
    return narrow(call, sendForJson(call), HttpConsulClient::allObjects);
  }

  private static Optional<List<Value.Fields>> allObjects(Value value) {
    if (value instanceof Value.Nothing) {
      return Optional.of(List.of());
    }
    if (!(value instanceof Value.Items(List<Value> items))) {
      return Optional.empty();
    }
    List<Value.Fields> found = new ArrayList<>();
    for (Value item : items) {
      if (!(item instanceof Value.Fields fields)) {
        return Optional.empty();
      }
      found.add(fields);
    }
    return Optional.of(List.copyOf(found));
  }

  private static <T> ConsulAnswer<T> narrow(
      ConsulCall call, ConsulAnswer<Value> answer, Shape<T> shape) {
    if (answer instanceof ConsulAnswer.Done<Value>(Value value, long index, boolean filtered)) {
      Optional<T> fitting = shape.of(value);
      return fitting.isPresent()
          ? new ConsulAnswer.Done<>(fitting.get(), index, filtered)
          : new ConsulAnswer.Malformed<>(
              call.method() + " " + call.target() + ": the answer has not the promised form");
    }
    return answer.map(value -> {
      throw new AssertionError("only failures come here");
    });
  }

  private interface Shape<T> {
    Optional<T> of(Value value);
  }

  /** Consul's client judges a boolean answer by the substring {@code true}. */
  private ConsulAnswer<Boolean> truth(ConsulCall call) {
    return send(call).map(body -> new String(body, StandardCharsets.UTF_8).contains("true"));
  }

  private ConsulAnswer<Boolean> anyAnswer(ConsulCall call) {
    return send(call).map(body -> true);
  }

  @Override
  public ConsulAnswer<Value.Fields> agentSelf() {
    return object(ConsulCall.get("agent", "self"));
  }

  @Override
  public ConsulAnswer<List<Value.Fields>> members() {
    return objects(ConsulCall.get("agent", "members"));
  }

  @Override
  public ConsulAnswer<Value.Fields> readConfig(EntryKey key) {
    return object(in(ConsulCall.get("config", key.kind(), key.name()), key.tenancy()));
  }

  @Override
  public ConsulAnswer<List<Value.Fields>> listConfig(String kind, Blocking blocking) {
    return objects(ConsulCall.get("config", kind).waiting(blocking));
  }

  @Override
  public ConsulAnswer<Boolean> writeConfig(Value.Fields entry, OptionalLong cas) {
    // The tenancy of an entry stands in its body; a query that repeats it would be one source more.
    ConsulCall call = ConsulCall.put("config").withBody(ValueJson.bytes(entry));
    return truth(cas.isPresent() ? call.with("cas", Long.toString(cas.getAsLong())) : call);
  }

  @Override
  public ConsulAnswer<Boolean> deleteConfig(EntryKey key, OptionalLong cas) {
    ConsulCall call = in(ConsulCall.delete("config", key.kind(), key.name()), key.tenancy());
    return cas.isPresent()
        ? truth(call.with("cas", Long.toString(cas.getAsLong())))
        : anyAnswer(call);
  }

  @Override
  public ConsulAnswer<List<Value.Fields>> peerings(Blocking blocking) {
    return objects(ConsulCall.get("peerings").waiting(blocking));
  }

  @Override
  public ConsulAnswer<Value.Fields> readPeering(String name) {
    return object(ConsulCall.get("peering", name));
  }

  @Override
  public ConsulAnswer<Boolean> deletePeering(String name) {
    return anyAnswer(ConsulCall.delete("peering", name));
  }

  @Override
  public ConsulAnswer<PeeringToken> generateToken(
      String peerName, Map<String, String> meta, List<String> serverExternalAddresses) {
    Map<String, Value> body = new LinkedHashMap<>();
    body.put("PeerName", Value.text(peerName));
    putPartition(body);
    putMeta(body, meta);
    if (!serverExternalAddresses.isEmpty()) {
      List<Value> addresses = new ArrayList<>();
      serverExternalAddresses.forEach(address -> addresses.add(Value.text(address)));
      body.put("ServerExternalAddresses", new Value.Items(addresses));
    }
    ConsulCall call = ConsulCall.post("peering", "token").withBody(bytes(body));
    return narrow(
        call,
        sendForJson(call),
        value ->
            value instanceof Value.Fields fields && !fields.text("PeeringToken").isEmpty()
                ? Optional.of(PeeringToken.of(fields.text("PeeringToken")))
                : Optional.empty());
  }

  @Override
  public ConsulAnswer<Boolean> establish(
      String peerName, PeeringToken token, Map<String, String> meta) {
    Map<String, Value> body = new LinkedHashMap<>();
    body.put("PeerName", Value.text(peerName));
    body.put("PeeringToken", Value.text(token.reveal()));
    putPartition(body);
    putMeta(body, meta);
    return anyAnswer(ConsulCall.post("peering", "establish").withBody(bytes(body)))
        .withoutRepeating(token.reveal());
  }

  private void putPartition(Map<String, Value> body) {
    if (!tenancy.partition().equals("default")) {
      body.put("Partition", Value.text(tenancy.partition()));
    }
  }

  private static void putMeta(Map<String, Value> body, Map<String, String> meta) {
    if (!meta.isEmpty()) {
      Map<String, Value> values = new LinkedHashMap<>();
      meta.forEach((key, value) -> values.put(key, Value.text(value)));
      body.put("Meta", new Value.Fields(values));
    }
  }

  private static byte[] bytes(Map<String, Value> body) {
    return ValueJson.bytes(new Value.Fields(body));
  }

  @Override
  public ConsulAnswer<Value.Fields> catalogServices(Blocking blocking) {
    return object(ConsulCall.get("catalog", "services").waiting(blocking));
  }

  @Override
  public ConsulAnswer<List<Value.Fields>> catalogService(String service) {
    return objects(ConsulCall.get("catalog", "service", service));
  }

  @Override
  public ConsulAnswer<List<Value.Fields>> healthService(
      String service, Optional<String> peer, Blocking blocking) {
    ConsulCall call = ConsulCall.get("health", "service", service).waiting(blocking);
    return objects(peer.isPresent() ? call.with("peer", peer.get()) : call);
  }

  @Override
  public ConsulAnswer<List<Value.Fields>> intentions() {
    return objects(ConsulCall.get("connect", "intentions"));
  }

  @Override
  public ConsulAnswer<Boolean> registerService(Value.Fields definition) {
    return anyAnswer(
        ConsulCall.put("agent", "service", "register").withBody(ValueJson.bytes(definition)));
  }

  @Override
  public ConsulAnswer<Boolean> deregisterService(String id) {
    return anyAnswer(ConsulCall.put("agent", "service", "deregister", id));
  }

  @Override
  public void close() {
    transport.close();
  }
}
