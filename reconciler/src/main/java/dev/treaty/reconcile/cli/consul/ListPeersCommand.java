package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code operator raft list-peers}. */
@Command(name = "list-peers", description = "Display the current Raft peer configuration.")
final class ListPeersCommand extends ServerCall {

  @Override
  int run(ConsulClient client) {
    ConsulCall call = in(ConsulCall.get("operator", "raft", "configuration"));
    ConsulAnswer<Value> answer = client.sendForJson(stale ? call.with("stale", "") : call);
    if (!(answer instanceof ConsulAnswer.Done<Value>(Value value, long index, boolean filtered))) {
      return fail(
          "Error getting peers: Failed to retrieve raft configuration: " + GoErrors.of(answer));
    }
    List<Value.Fields> servers =
        value instanceof Value.Fields fields ? fields.maps("Servers") : List.of();
    long last =
        servers.stream()
            .filter(ListPeersCommand::leads)
            .mapToLong(server -> Long.parseLong(Texts.number(server, "LastIndex")))
            .findFirst()
            .orElse(0);
    Columns columns =
        new Columns()
            .row(
                "Node",
                "ID",
                "Address",
                "State",
                "Voter",
                "RaftProtocol",
                "Commit Index",
                "Trails Leader By");
    for (Value.Fields server : servers) {
      String reached = Texts.number(server, "LastIndex");
      // Consul counts without a sign here.
      String trails = Long.toUnsignedString(last - Long.parseLong(reached));
      columns.row(
          server.text("Node"),
          server.text("ID"),
          server.text("Address"),
          leads(server) ? "leader" : "follower",
          Boolean.toString(server.flag("Voter")),
          server.text("ProtocolVersion").isEmpty() ? "<=1" : server.text("ProtocolVersion"),
          reached,
          leads(server) ? "-" : trails + (trails.equals("1") ? " commit" : " commits"));
    }
    return say(columns.text());
  }

  private static boolean leads(Value.Fields server) {
    return server.flag("Leader");
  }
}
