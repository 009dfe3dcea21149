package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Autopilot's answers in the words of Consul's commands. */
final class AutopilotText {

  private AutopilotText() {}

  static String config(Value.Fields config) {
    return String.join(
        "\n",
        "CleanupDeadServers = " + config.flag("CleanupDeadServers"),
        "LastContactThreshold = " + config.text("LastContactThreshold"),
        "MaxTrailingLogs = " + Texts.number(config, "MaxTrailingLogs"),
        "MinQuorum = " + Texts.number(config, "MinQuorum"),
        "ServerStabilizationTime = " + config.text("ServerStabilizationTime"),
        "RedundancyZoneTag = \"" + config.text("RedundancyZoneTag") + "\"",
        "DisableUpgradeMigration = " + config.flag("DisableUpgradeMigration"),
        "UpgradeVersionTag = \"" + config.text("UpgradeVersionTag") + "\"");
  }

  static String state(Value.Fields state) {
    StringBuilder out = new StringBuilder();
    line(out, "Healthy:                      " + state.flag("Healthy"));
    line(out, "Failure Tolerance:            " + Texts.number(state, "FailureTolerance"));
    line(out, "Optimistic Failure Tolerance: " + Texts.number(state, "OptimisticFailureTolerance"));
    line(out, "Leader:                       " + state.text("Leader"));
    ids(out, "Voters:", Texts.list(state.items("Voters")));
    line(out, "Servers:");
    new TreeMap<>(state.fields("Servers").map())
        .forEach((id, server) -> {
          line(out, "   " + id);
          if (server instanceof Value.Fields fields) {
            server(out, fields);
          }
        });
    return out.toString();
  }

  private static void ids(StringBuilder out, String title, List<String> ids) {
    if (!ids.isEmpty()) {
      line(out, title);
      ids.forEach(id -> line(out, "   " + id));
    }
  }

  private static void server(StringBuilder out, Value.Fields server) {
    field(out, "Name:", server.text("Name"));
    field(out, "Address:", server.text("Address"));
    field(out, "Version:", server.text("Version"));
    field(out, "Status:", server.text("Status"));
    field(out, "Node Type:", server.text("NodeType"));
    field(out, "Node Status:", server.text("NodeStatus"));
    field(out, "Healthy:", Boolean.toString(server.flag("Healthy")));
    field(out, "Last Contact:", server.text("LastContact"));
    field(out, "Last Term:", Texts.number(server, "LastTerm"));
    field(out, "Last Index:", Texts.number(server, "LastIndex"));
    Map<String, String> meta = Texts.map(server.fields("Meta"));
    if (!meta.isEmpty()) {
      line(out, "      Meta");
      meta.forEach((key, value) -> line(out, "         \"" + key + "\": \"" + value + "\""));
    }
  }

  private static void field(StringBuilder out, String name, String value) {
    line(out, "      " + name + " ".repeat(17 - name.length()) + value);
  }

  private static void line(StringBuilder out, String text) {
    out.append(text).append('\n');
  }
}
