package dev.treaty.reconcile.cli.consul;

import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import picocli.CommandLine.Command;

/** {@code intention delete}. */
@Command(name = "delete", description = "Delete an intention: SRC DST, or an ID.")
final class DeleteIntentionCommand extends EndsCall {

  @Override
  int run(ConsulClient client) {
    ConsulCall call;
    switch (arguments.size()) {
      case 1 -> call = ConsulCall.delete("connect", "intentions", arguments.get(0));
      case 2 ->
          call =
              exact(
                  ConsulCall.delete("connect", "intentions", "exact"),
                  arguments.get(0),
                  arguments.get(1));
      default -> {
        return fail("command requires exactly 1 or 2 arguments");
      }
    }
    ConsulAnswer<byte[]> answer = client.send(in(call));
    return answer.isDone()
        ? say("Intention deleted.")
        : fail("Error deleting the intention: " + GoErrors.of(answer));
  }
}
