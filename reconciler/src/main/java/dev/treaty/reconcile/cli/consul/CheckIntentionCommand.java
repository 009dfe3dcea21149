package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import picocli.CommandLine.Command;

/** {@code intention check}: exit code 0 says allowed, 1 denied, 2 that it could not be asked. */
@Command(
    name = "check",
    description = "Check whether a connection between two services is allowed: SRC DST.")
final class CheckIntentionCommand extends EndsCall {

  private static final int NOT_ASKED = 2;

  @Override
  int run(ConsulClient client) {
    if (arguments.size() != 2) {
      fail("Error: command requires exactly two arguments: src and dst");
      return NOT_ASKED;
    }
    ConsulAnswer<Value> answer =
        client.sendForJson(
            in(
                exact(
                        ConsulCall.get("connect", "intentions", "check"),
                        arguments.get(0),
                        arguments.get(1))
                    .with("source-type", "consul")));
    if (!(answer
        instanceof ConsulAnswer.Done<Value>(Value.Fields verdict, long index, boolean filtered))) {
      fail("Error checking the connection: " + GoErrors.of(answer));
      return NOT_ASKED;
    }
    if (verdict.flag("Allowed")) {
      return say("Allowed");
    }
    say("Denied");
    return FAILED;
  }
}
