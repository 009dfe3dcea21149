package dev.treaty.reconcile.consul;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * As much of a Consul server over HTTP as the reconciler uses: config entries with indexes,
 * compare-and-set and blocking queries, peerings between two of them, and instances. It works; it
 * does not judge.
 */
public final class FakeConsul implements AutoCloseable {

  /** What a test does to a call. */
  public enum Fault {
    /** Answers 500 without doing anything. */
    REFUSE,
    /** Does it, and ends the connection without an answer. */
    SWALLOW_ANSWER,
    /** Says that the token may not see everything. */
    FILTER,
    /** Ends a list in the middle. */
    CUT
  }

  private static final String NEVER_SILENT = "9999-01-01T00:00:00Z";

  private static final Map<String, FakeConsul> ACCEPTORS =
      new java.util.concurrent.ConcurrentHashMap<>();

  public final List<String> calls = new CopyOnWriteArrayList<>();
  final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TreeMap<String, Value.Fields> entries = new TreeMap<>();
  private final TreeMap<String, Value.Fields> peerings = new TreeMap<>();
  private final Map<String, Integer> instances = new TreeMap<>();
  private final Map<String, String> openTokens = new TreeMap<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String datacenter;
  private volatile Function<String, Optional<Fault>> faults = call -> Optional.empty();
  private long index = 1;
  private int made;
  private volatile IntUnaryOperator arriving = IntUnaryOperator.identity();

  public FakeConsul(String datacenter) throws IOException {
    this.datacenter = datacenter;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/", this::serve);
    server.start();
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public ConsulClient client() {
    return HttpConsulClient.open(ConsulConnection.to(address()));
  }

  /** Decides about each call, given as {@code METHOD /path}. */
  public void faults(Function<String, Optional<Fault>> decision) {
    faults = decision;
  }

  public void register(String service, int count) {
    change(() -> instances.put(service, count));
  }

  /** Whether exported instances arrive here; no blocking query of the reconciler's tells. */
  public void importing(boolean arrive) {
    arriving(arrive ? IntUnaryOperator.identity() : count -> 0);
  }

  public void arriving(IntUnaryOperator ofExported) {
    arriving = ofExported;
  }

  public Optional<Value.Fields> entry(String kind, String name) {
    lock.lock();
    try {
      return Optional.ofNullable(entries.get(kind + "/" + name));
    } finally {
      lock.unlock();
    }
  }

  public void overwrite(Value.Fields entry) {
    change(() -> put(entry));
  }

  public void remove(String kind, String name) {
    change(() -> entries.remove(kind + "/" + name));
  }

  public void setPeering(String name, Value.Fields row) {
    change(() -> peerings.put(name, row));
  }

  public Optional<Value.Fields> peering(String name) {
    lock.lock();
    try {
      return Optional.ofNullable(peerings.get(name));
    } finally {
      lock.unlock();
    }
  }

  public void removePeering(String name) {
    change(() -> peerings.remove(name));
  }

  public List<String> writes() {
    return calls.stream().filter(call -> !call.startsWith("GET")).toList();
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      index++;
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void put(Value.Fields entry) {
    String key = entry.text("Kind") + "/" + entry.text("Name");
    Value created =
        Optional.ofNullable(entries.get(key))
            .flatMap(old -> old.get("CreateIndex"))
            .orElse(Value.Whole.of(index));
    entries.put(key, entry.with("CreateIndex", created).with("ModifyIndex", Value.Whole.of(index)));
  }

  private void serve(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getPath().substring("/v1".length());
    byte[] body = exchange.getRequestBody().readAllBytes();
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    String call = method + " " + path;
    calls.add(call);
    Optional<Fault> fault = faults.apply(call);
    if (fault.equals(Optional.of(Fault.REFUSE))) {
      answer(exchange, 500, "out of order");
      return;
    }
    await(query);
    String answer;
    lock.lock();
    try {
      answer = route(method, path, query, body);
      exchange.getResponseHeaders().set("X-Consul-Index", Long.toString(index));
    } finally {
      lock.unlock();
    }
    if (fault.equals(Optional.of(Fault.SWALLOW_ANSWER))) {
      exchange.close();
      return;
    }
    if (fault.equals(Optional.of(Fault.FILTER))) {
      exchange.getResponseHeaders().set("X-Consul-Results-Filtered-By-ACLs", "true");
    }
    if (fault.equals(Optional.of(Fault.CUT))) {
      answer = answer.substring(0, answer.length() / 2);
    }
    if (answer.startsWith("!")) {
      answer(exchange, Integer.parseInt(answer.substring(1, 4)), answer.substring(4));
    } else {
      answer(exchange, 200, answer);
    }
  }

  private void await(Map<String, String> query) {
    if (!query.containsKey("index")) {
      return;
    }
    long seen = Long.parseLong(query.get("index"));
    long left =
        TimeUnit.MILLISECONDS.toNanos(
            Long.parseLong(query.getOrDefault("wait", "0ms").replace("ms", "")));
    lock.lock();
    try {
      while (index <= seen && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private String route(String method, String path, Map<String, String> query, byte[] body) {
    String[] part = path.substring(1).split("/", -1);
    return switch (part[0]) {
      case "agent" -> "{\"Config\":{\"Version\":\"1.16.4\",\"Datacenter\":\"" + datacenter + "\"}}";
      case "config" -> config(method, part, query, body);
      case "peerings" -> list(peerings.values());
      case "peering" -> peering(method, part, body);
      case "catalog" -> services();
      case "health" -> health(part[2], query);
      default -> "!404no such endpoint";
    };
  }

  private static String list(Iterable<Value.Fields> values) {
    List<Value> items = new ArrayList<>();
    values.forEach(items::add);
    return ValueJson.write(new Value.Items(items));
  }

  private String config(String method, String[] part, Map<String, String> query, byte[] body) {
    if (method.equals("PUT")) {
      Value.Fields entry = (Value.Fields) ValueJson.parse(body);
      String key = entry.text("Kind") + "/" + entry.text("Name");
      if (query.containsKey("cas") && stands(key) != Long.parseLong(query.get("cas"))) {
        return "false";
      }
      change(() -> put(entry));
      return "true";
    }
    if (part.length < 3) {
      String kind = part.length < 2 ? "" : part[1];
      return list(
          entries.values().stream()
              .filter(entry -> kind.isEmpty() || entry.text("Kind").equals(kind))
              .toList());
    }
    String key = part[1] + "/" + part[2];
    if (method.equals("DELETE")) {
      if (query.containsKey("cas")
          && stands(key) != 0
          && stands(key) != Long.parseLong(query.get("cas"))) {
        return "false";
      }
      change(() -> entries.remove(key));
      return "true";
    }
    return entries.containsKey(key)
        ? ValueJson.write(entries.get(key))
        : "!404Config entry not found for \"" + part[1] + "\" / \"" + part[2] + "\"";
  }

  private long stands(String key) {
    Value.Fields entry = entries.get(key);
    return entry == null
        ? 0
        : ((Value.Whole) entry.get("ModifyIndex").orElseThrow()).number().longValue();
  }

  private String peering(String method, String[] part, byte[] body) {
    if (method.equals("POST")) {
      Value.Fields request = (Value.Fields) ValueJson.parse(body);
      return part[1].equals("token") ? token(request) : establish(request);
    }
    Value.Fields row = peerings.get(part[1]);
    if (row == null) {
      return "!404Peering not found for \"" + part[1] + "\"";
    }
    if (method.equals("DELETE")) {
      change(() -> peerings.remove(part[1]));
      return "";
    }
    return ValueJson.write(row);
  }

  private String token(Value.Fields request) {
    String name = request.text("PeerName");
    Value.Fields standing = peerings.get(name);
    String id = standing == null ? datacenter + "-" + ++made : standing.text("ID");
    String token = "secret-" + datacenter + "-" + ++made;
    openTokens.clear();
    // Consul hands out a token of a TERMINATED row, too, and nobody can redeem it.
    if (standing == null || !standing.text("State").equals("TERMINATED")) {
      openTokens.put(token, name);
    }
    ACCEPTORS.put(token, this);
    if (standing == null) {
      change(() -> peerings.put(name, row(name, id, "", "PENDING", request.fields("Meta"))));
    }
    return "{\"PeeringToken\":\"" + token + "\"}";
  }

  private static Value.Fields row(
      String name, String id, String peerId, String state, Value.Fields meta) {
    Value.Fields row =
        Value.Fields.EMPTY
            .with("ID", Value.text(id))
            .with("Name", Value.text(name))
            .with("Meta", meta)
            .with("State", Value.text(state))
            .with("ModifyIndex", Value.Whole.of(1));
    row = peerId.isEmpty() ? row : row.with("PeerID", Value.text(peerId));
    Value.Fields heard = Value.Fields.EMPTY.with("LastReceive", Value.text(NEVER_SILENT));
    return state.equals("ACTIVE") ? row.with("StreamStatus", heard) : row;
  }

  private String establish(Value.Fields request) {
    String token = request.text("PeeringToken");
    FakeConsul acceptor = ACCEPTORS.get(token);
    String nameThere = acceptor == null ? null : acceptor.openTokens.remove(token);
    if (acceptor == null || nameThere == null) {
      return "!403a new peering token must be generated: invalid peering establishment secret";
    }
    Value.Fields there = acceptor.peerings.get(nameThere);
    String peerId = there.text("ID");
    acceptor.change(() ->
        acceptor.peerings.put(
            nameThere, row(nameThere, peerId, "", "ACTIVE", there.fields("Meta"))));
    String name = request.text("PeerName");
    change(() ->
        peerings.put(
            name, row(name, datacenter + "-" + ++made, peerId, "ACTIVE", request.fields("Meta"))));
    peers.put(name, acceptor);
    acceptor.peers.put(nameThere, this);
    return "{}";
  }

  private final Map<String, FakeConsul> peers = new TreeMap<>();

  private String services() {
    Map<String, Value> names = new LinkedHashMap<>();
    names.put("consul", Value.Items.EMPTY);
    instances.keySet().forEach(name -> names.put(name, Value.Items.EMPTY));
    return ValueJson.write(new Value.Fields(names));
  }

  private String health(String service, Map<String, String> query) {
    int count = instances.getOrDefault(service, 0);
    if (query.containsKey("peer")) {
      FakeConsul peer = peers.get(query.get("peer"));
      boolean there =
          peer != null && peerings.containsKey(query.get("peer")) && peer.exports(service);
      count = there ? arriving.applyAsInt(peer.instances.getOrDefault(service, 0)) : 0;
    }
    List<Value.Fields> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      found.add(Value.Fields.EMPTY.with("Service", Value.Fields.EMPTY));
    }
    return list(found);
  }

  private boolean exports(String service) {
    return entry("exported-services", "default").stream()
        .flatMap(entry -> entry.maps("Services").stream())
        .anyMatch(exported -> exported.text("Name").equals(service));
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new TreeMap<>();
    if (raw != null) {
      for (String pair : raw.split("&")) {
        String[] halves = pair.split("=", 2);
        query.put(
            halves[0],
            halves.length < 2 ? "" : URLDecoder.decode(halves[1], StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  @Override
  public void close() {
    change(() -> {});
    server.stop(0);
    threads.shutdownNow();
  }
}
