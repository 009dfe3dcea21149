package dev.treaty.reconcile.cli.consul;

import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code operator raft remove-peer}. */
@Command(
    name = "remove-peer",
    description = "Remove a server from the Raft configuration that will not come back.")
final class RemovePeerCommand extends ServerCall {

  @Option(names = "--address", paramLabel = "<address>", description = "Address of its log")
  String address = "";

  @Option(names = "--id", paramLabel = "<id>", description = "Its node ID")
  String id = "";

  @Override
  int run(ConsulClient client) {
    if (address.isEmpty() && id.isEmpty()) {
      return fail("Error removing peer: an address or id is required for the peer to remove");
    }
    if (!address.isEmpty() && !id.isEmpty()) {
      return fail("Error removing peer: cannot give both an address and id");
    }
    ConsulCall call =
        in(ConsulCall.delete("operator", "raft", "peer"))
            .withUnlessEmpty("address", address)
            .withUnlessEmpty("id", id);
    ConsulAnswer<byte[]> answer = client.send(call);
    if (!answer.isDone()) {
      return fail("Error removing peer: " + GoErrors.of(answer));
    }
    return say(
        id.isEmpty()
            ? "Removed peer with address \"" + address + "\""
            : "Removed peer with id \"" + id + "\"");
  }
}
