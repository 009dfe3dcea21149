package dev.treaty.model.entry;

import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random entries that every form can hold and every server accepts, from a seed. */
final class EntryArbitraries {

  private final Random random;

  EntryArbitraries(long seed) {
    this.random = new Random(seed);
  }

  Value.Fields entry() {
    return switch (random.nextInt(4)) {
      case 0 -> exports();
      case 1 -> intentions();
      case 2 -> serviceDefaults();
      default -> proxyDefaults();
    };
  }

  private Value.Fields exports() {
    List<Value> services = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      List<Value> consumers = new ArrayList<>();
      for (int j = 0; j <= random.nextInt(3); j++) {
        consumers.add(map("Peer", Value.text(name())));
      }
      services.add(map("Name", Value.text(name()), "Consumers", new Value.Items(consumers)));
    }
    return map(
        "Kind", Value.text("exported-services"),
        "Name", Value.text("default"),
        "Services", new Value.Items(services));
  }

  private Value.Fields intentions() {
    Map<String, Value> sources = new LinkedHashMap<>();
    for (int i = 0; i <= random.nextInt(4); i++) {
      String name = random.nextInt(4) == 0 ? "*" : name();
      Value.Fields source = map("Name", Value.text(name));
      String peer = random.nextInt(3) == 0 ? name() : "";
      if (!peer.isEmpty()) {
        source = source.with("Peer", Value.text(peer));
      }
      source =
          random.nextInt(3) == 0
              ? source.with("Permissions", permissions())
              : source.with("Action", Value.text(random.nextBoolean() ? "allow" : "deny"));
      if (random.nextBoolean()) {
        source = source.with("Description", Value.text(text()));
      }
      sources.put(peer + "/" + name, source);
    }
    return map(
        "Kind", Value.text("service-intentions"),
        "Name", Value.text(name()),
        "Sources", new Value.Items(List.copyOf(sources.values())));
  }

  private Value permissions() {
    List<Value> permissions = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(2); i++) {
      Value.Fields http = map("PathPrefix", Value.text("/" + name()));
      if (random.nextBoolean()) {
        http =
            http.with("Methods", Value.Items.of(Value.text("get"), Value.text("POST")))
                .with(
                    "Header",
                    Value.Items.of(
                        map("Name", Value.text("x"), "Present", Value.Flag.TRUE),
                        map("Name", Value.text("y"), "Exact", Value.text(text() + "z"))));
      }
      permissions.add(map("Action", Value.text("allow"), "HTTP", http));
    }
    return new Value.Items(permissions);
  }

  private Value.Fields serviceDefaults() {
    Value.Fields entry = map("Kind", Value.text("service-defaults"), "Name", Value.text(name()));
    if (random.nextBoolean()) {
      entry = entry.with("Protocol", Value.text(random.nextBoolean() ? "HTTP" : "grpc"));
    }
    if (random.nextBoolean()) {
      entry =
          entry
              .with("MaxInboundConnections", Value.Whole.of(random.nextInt(3)))
              .with("ExternalSNI", Value.text(text()))
              .with("MeshGateway", map("Mode", Value.text("local")));
    }
    if (random.nextBoolean()) {
      Value.Fields upstream =
          map(
              "ConnectTimeoutMs", Value.Whole.of(random.nextInt(9) - 3L),
              "Limits", map("MaxConnections", Value.Whole.of(random.nextInt(3))),
              "PassiveHealthCheck",
                  map(
                      "Interval", Value.text(random.nextInt(5) + "m1s"),
                      "EnforcingConsecutive5xx", Value.Whole.of(random.nextInt(100))));
      entry =
          entry.with(
              "UpstreamConfig",
              map(
                  "Defaults",
                  upstream,
                  "Overrides",
                  Value.Items.of(upstream.with("Name", Value.text(name())))));
    }
    return entry;
  }

  private Value.Fields proxyDefaults() {
    return map(
        "Kind", Value.text("proxy-defaults"),
        "Name", Value.text("global"),
        "Config",
            map(
                "protocol",
                Value.text("http"),
                text() + "k",
                Value.Whole.of(random.nextInt(100)),
                "f",
                Value.Decimal.of(random.nextInt(100) / 8.0 + 0.0625),
                "deep",
                Value.Items.of(Value.text(text()), Value.Flag.TRUE, Value.Items.EMPTY)),
        "Expose",
            map(
                "Checks",
                Value.Flag.TRUE,
                "Paths",
                Value.Items.of(
                    map(
                        "Path", Value.text("/" + name()),
                        "ListenerPort", Value.Whole.of(random.nextInt(99))))));
  }

  private String name() {
    return List.of("web", "api", "db", "a-b", "x.y").get(random.nextInt(5));
  }

  private String text() {
    return List.of("", "plain", "a \"b\" \\ <c>&", "é😀", "1", "true", "- #x: {", "${a}")
        .get(random.nextInt(8));
  }

  private static Value.Fields map(Object... pairs) {
    Map<String, Value> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], (Value) pairs[i + 1]);
    }
    return new Value.Fields(map);
  }
}
