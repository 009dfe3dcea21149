package dev.treaty.agent.config;

import dev.treaty.agent.filter.Fields;
import dev.treaty.agent.filter.Filter;
import dev.treaty.agent.filter.InvalidFilterException;
import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.store.Stored;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** {@code ?filter} on a list of entries, which Consul has for service-defaults only. */
final class DefaultsFilter {

  private static final Fields<Value.Fields> MODE = struct().text("Mode", text("Mode"));

  private static final Fields<Value.Fields> EXPOSE =
      struct()
          .flag("Checks", flag("Checks"))
          .objects(
              "Paths",
              each -> each.maps("Paths"),
              struct()
                  .number("ListenerPort", number("ListenerPort"))
                  .text("Path", text("Path"))
                  .number("LocalPathPort", number("LocalPathPort"))
                  .text("Protocol", text("Protocol"))
                  .flag("ParsedFromCheck", flag("ParsedFromCheck")));

  private static final Fields<Value.Fields> EXTENSION =
      struct()
          .text("Name", text("Name"))
          .flag("Required", flag("Required"))
          .text("ConsulVersion", text("ConsulVersion"))
          .text("EnvoyVersion", text("EnvoyVersion"));

  private static final Fields<Value.Fields> UPSTREAM =
      struct()
          .text("Name", text("Name"))
          .text("Peer", text("Peer"))
          .text("EnvoyListenerJSON", text("EnvoyListenerJSON"))
          .text("EnvoyClusterJSON", text("EnvoyClusterJSON"))
          .text("Protocol", text("Protocol"))
          .number("ConnectTimeoutMs", number("ConnectTimeoutMs"))
          .object("MeshGateway", each -> each.fields("MeshGateway"), MODE)
          .text("BalanceOutboundConnections", text("BalanceOutboundConnections"))
          .object(
              "Limits",
              each -> each.fields("Limits"),
              struct()
                  .number("MaxConnections", number("MaxConnections"))
                  .number("MaxPendingRequests", number("MaxPendingRequests"))
                  .number("MaxConcurrentRequests", number("MaxConcurrentRequests")))
          .object(
              "PassiveHealthCheck",
              each -> each.fields("PassiveHealthCheck"),
              struct()
                  .number("Interval", number("Interval"))
                  .number("MaxFailures", number("MaxFailures"))
                  .number("EnforcingConsecutive5xx", number("EnforcingConsecutive5xx"))
                  .number("MaxEjectionPercent", number("MaxEjectionPercent"))
                  .number("BaseEjectionTime", number("BaseEjectionTime")));

  private static final Fields<Stored<ConfigRow>> FIELDS =
      Fields.<Stored<ConfigRow>>none()
          .text("Kind", row -> body(row).text("Kind"))
          .text("Name", row -> body(row).text("Name"))
          .text("Protocol", row -> body(row).text("Protocol"))
          .text("Mode", row -> body(row).text("Mode"))
          .text("MutualTLSMode", row -> body(row).text("MutualTLSMode"))
          .text("ExternalSNI", row -> body(row).text("ExternalSNI"))
          .number("MaxInboundConnections", row -> number(body(row), "MaxInboundConnections"))
          .number("LocalConnectTimeoutMs", row -> number(body(row), "LocalConnectTimeoutMs"))
          .number("LocalRequestTimeoutMs", row -> number(body(row), "LocalRequestTimeoutMs"))
          .text("BalanceInboundConnections", row -> body(row).text("BalanceInboundConnections"))
          .object("MeshGateway", row -> body(row).fields("MeshGateway"), MODE)
          .object("Expose", row -> body(row).fields("Expose"), EXPOSE)
          .object(
              "TransparentProxy",
              row -> body(row).fields("TransparentProxy"),
              struct()
                  .number("OutboundListenerPort", number("OutboundListenerPort"))
                  .flag("DialedDirectly", flag("DialedDirectly")))
          .object(
              "UpstreamConfig",
              row -> body(row).fields("UpstreamConfig"),
              struct()
                  .objects("Overrides", each -> each.maps("Overrides"), UPSTREAM)
                  .object("Defaults", each -> each.fields("Defaults"), UPSTREAM))
          .object(
              "Destination",
              row -> body(row).fields("Destination"),
              struct().texts("Addresses", DefaultsFilter::addresses).number("Port", number("Port")))
          .objects("EnvoyExtensions", row -> body(row).maps("EnvoyExtensions"), EXTENSION)
          .textMap("Meta", DefaultsFilter::meta)
          .number("Hash", row -> row.row().hash())
          .object(
              "RaftIndex",
              row -> row,
              Fields.<Stored<ConfigRow>>none()
                  .number("CreateIndex", Stored::createIndex)
                  .number("ModifyIndex", Stored::modifyIndex));

  private DefaultsFilter() {}

  static List<Stored<ConfigRow>> apply(String kind, String filter, List<Stored<ConfigRow>> rows) {
    if (filter.isEmpty()) {
      return rows;
    }
    if (!kind.equals("service-defaults")) {
      throw ApiException.refused("filtering not supported for config entry kind=" + kind);
    }
    try {
      return Filter.of(filter, FIELDS).apply(rows);
    } catch (InvalidFilterException e) {
      throw ApiException.refused(String.valueOf(e.getMessage()));
    }
  }

  private static Value.Fields body(Stored<ConfigRow> row) {
    return row.row().entry().body();
  }

  private static Fields<Value.Fields> struct() {
    return Fields.none();
  }

  private static Function<Value.Fields, String> text(String field) {
    return each -> each.text(field);
  }

  private static Predicate<Value.Fields> flag(String field) {
    return each -> each.flag(field);
  }

  private static ToLongFunction<Value.Fields> number(String field) {
    return each -> number(each, field);
  }

  private static long number(Value.Fields each, String field) {
    return each.get(field).orElse(Value.Nothing.NULL) instanceof Value.Whole(var number)
        ? number.longValue()
        : 0;
  }

  private static List<String> addresses(Value.Fields destination) {
    List<String> addresses = new ArrayList<>();
    for (Value value : destination.items("Addresses")) {
      if (value instanceof Value.Text(String text)) {
        addresses.add(text);
      }
    }
    return addresses;
  }

  private static Map<String, String> meta(Stored<ConfigRow> row) {
    Map<String, String> meta = new LinkedHashMap<>();
    body(row)
        .fields("Meta")
        .map()
        .forEach((key, value) -> {
          if (value instanceof Value.Text(String text)) {
            meta.put(key, text);
          }
        });
    return meta;
  }
}
