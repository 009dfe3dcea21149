package dev.treaty.reconcile.cli.consul;

import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code peering delete}. */
@Command(
    name = "delete",
    description =
        "Delete a peering connection. What was imported from the peer goes in the background; the"
            + " command does not wait for it.")
final class DeletePeeringCommand extends TokenCall {

  @Mixin PeerFlag peer = new PeerFlag();

  @Override
  int run(ConsulClient client) {
    String name = peer.required();
    ConsulAnswer<Boolean> answer = client.deletePeering(name);
    return answer.isDone()
        ? say("Successfully submitted peering connection, " + name + ", for deletion")
        : fail("Error deleting peering for " + name + ": " + GoErrors.of(answer));
  }
}
