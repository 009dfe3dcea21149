package dev.treaty.tests.generated;

import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Spoils maps that no shape describes, such as arguments of extensions. */
final class BadArguments {

  /** Paths into Envoy's resources, and some that lead nowhere. */
  private static final List<String> PATHS =
      List.of(
          "/",
          "",
          "name",
          "/name",
          "/nope",
          "/lb_policy",
          "/type",
          "/load_assignment/endpoints",
          "/load_assignment/endpoints/x",
          "/typed_extension_protocol_options",
          "/typed_extension_protocol_options/x",
          "/respect_dns_ttl",
          "/respect_dns_ttl/x",
          "/transport_socket/typed_config",
          "/transport_socket/typed_config/x",
          "/metadata",
          "/outlier_detection/consecutive_5xx",
          "/outlier_detection",
          "/name/x",
          "/lb_policy/x",
          "//name",
          "/outlier_detection//x",
          "/dns_jitter",
          "/common_lb_config/healthy_panic_threshold",
          "/common_lb_config/healthy_panic_threshold/value",
          "/filter_chains",
          "/stat_prefix",
          "/use_original_dst",
          "/address/socket_address/port_value",
          "/virtual_hosts",
          "/vhds",
          "/internal_only_headers",
          "/internal_only_headers/x",
          "/policy/overprovisioning_factor",
          "/endpoints",
          "/named_endpoints",
          "/cluster_name",
          "/drain_type",
          "/traffic_direction",
          "/upstream_connection_options/tcp_keepalive",
          "/access_log",
          "/tcp_backlog_size",
          "/perf_verify",
          "/ring_hash_lb_config/minimum_ring_size",
          "/max_requests_per_connection");

  private final Random random;
  private final BadValues values;

  BadArguments(Random random, BadValues values) {
    this.random = random;
    this.values = values;
  }

  Value spoil(Value value) {
    if (random.nextInt(5) == 0) {
      return any();
    }
    return switch (value) {
      case Value.Fields fields when !fields.map().isEmpty() -> map(fields);
      case Value.Items(List<Value> items) when !items.isEmpty() -> list(items);
      case Value.Fields fields -> fields.with("x", any());
      case Value.Items items -> Value.Items.of(any());
      case Value.Text text -> any();
      case Value.Whole whole -> any();
      case Value.Decimal decimal -> any();
      case Value.Flag flag -> any();
      case Value.Nothing nothing -> any();
    };
  }

  private Value any() {
    return values.any(2);
  }

  private Value map(Value.Fields fields) {
    List<String> keys = List.copyOf(fields.map().keySet());
    String key = keys.get(random.nextInt(keys.size()));
    Value old = fields.map().get(key);
    if (key.equals("Path") && random.nextInt(3) > 0) {
      return fields.with(key, Value.text(PATHS.get(random.nextInt(PATHS.size()))));
    }
    if (key.equals("Value") && random.nextBoolean()) {
      return fields.with(
          key, new Value.Fields(Map.of(random.nextBoolean() ? "name" : "nope", any())));
    }
    return switch (random.nextInt(10)) {
      case 0 -> fields.without(key);
      case 1 -> fields.without(key).with(key.toLowerCase(Locale.ROOT), old);
      case 2 -> fields.without(key).with(key + "s", old);
      default -> fields.with(key, spoil(old));
    };
  }

  private Value list(List<Value> items) {
    List<Value> changed = new ArrayList<>(items);
    int index = random.nextInt(items.size());
    switch (random.nextInt(6)) {
      case 0 -> changed.add(items.get(index));
      case 1 -> changed.remove(index);
      default -> changed.set(index, spoil(items.get(index)));
    }
    return new Value.Items(changed);
  }
}
