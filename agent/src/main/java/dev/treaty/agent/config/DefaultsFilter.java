package dev.treaty.agent.config;

import dev.treaty.agent.filter.Fields;
import dev.treaty.agent.filter.Filter;
import dev.treaty.agent.filter.InvalidFilterException;
import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.store.Stored;
import dev.treaty.model.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code ?filter} on a list of entries, which Consul has for service-defaults only. */
final class DefaultsFilter {

  private static final Fields<Stored<ConfigRow>> FIELDS =
      Fields.<Stored<ConfigRow>>none()
          .text("Kind", row -> text(row, "Kind"))
          .text("Name", row -> text(row, "Name"))
          .text("Protocol", row -> text(row, "Protocol"))
          .text("Mode", row -> text(row, "Mode"))
          .text("MutualTLSMode", row -> text(row, "MutualTLSMode"))
          .text("ExternalSNI", row -> text(row, "ExternalSNI"))
          .number("MaxInboundConnections", row -> number(row, "MaxInboundConnections"))
          .number("LocalConnectTimeoutMs", row -> number(row, "LocalConnectTimeoutMs"))
          .number("LocalRequestTimeoutMs", row -> number(row, "LocalRequestTimeoutMs"))
          .text("BalanceInboundConnections", row -> text(row, "BalanceInboundConnections"))
          .object(
              "MeshGateway",
              row -> body(row).fields("MeshGateway"),
              Fields.<Value.Fields>none().text("Mode", fields -> fields.text("Mode")))
          .object(
              "Expose",
              row -> body(row).fields("Expose"),
              Fields.<Value.Fields>none().flag("Checks", fields -> fields.flag("Checks")))
          .object(
              "TransparentProxy",
              row -> body(row).fields("TransparentProxy"),
              Fields.<Value.Fields>none()
                  .flag("DialedDirectly", fields -> fields.flag("DialedDirectly")))
          .textMap("Meta", DefaultsFilter::meta)
          .number("CreateIndex", Stored::createIndex)
          .number("ModifyIndex", Stored::modifyIndex);

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

  private static String text(Stored<ConfigRow> row, String field) {
    return body(row).text(field);
  }

  private static long number(Stored<ConfigRow> row, String field) {
    return body(row).get(field).orElse(Value.Nothing.NULL) instanceof Value.Whole(var number)
        ? number.longValue()
        : 0;
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
