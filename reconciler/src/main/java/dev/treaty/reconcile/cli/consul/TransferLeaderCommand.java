package dev.treaty.reconcile.cli.consul;

import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code operator raft transfer-leader}. */
@Command(name = "transfer-leader", description = "Transfer raft leadership to another node.")
final class TransferLeaderCommand extends ServerCall {

  @Option(names = "--id", paramLabel = "<id>", description = "Node ID of who is to lead")
  String id = "";

  @Override
  int run(ConsulClient client) {
    ConsulCall call = in(ConsulCall.post("operator", "raft", "transfer-leader"));
    ConsulAnswer<byte[]> answer = client.send(call.withUnlessEmpty("id", id));
    return answer.isDone()
        ? say("Success")
        : fail("Error transfering leadership: " + GoErrors.of(answer));
  }
}
