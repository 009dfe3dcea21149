package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import java.time.ZoneId;
import picocli.CommandLine.Command;

/** {@code intention get}. */
@Command(name = "get", description = "Show information about an intention: SRC DST, or an ID.")
final class GetIntentionCommand extends EndsCall {

  @Override
  int run(ConsulClient client) {
    ConsulCall call;
    switch (arguments.size()) {
      case 1 -> call = ConsulCall.get("connect", "intentions", arguments.get(0));
      case 2 -> call = exactGet(arguments.get(0), arguments.get(1));
      default -> {
        return fail("command requires exactly 1 or 2 arguments");
      }
    }
    ConsulAnswer<Value> answer = client.sendForJson(in(call));
    if (answer.isNotFound()) {
      return fail(
          arguments.size() == 1
              ? "Intention not found with ID \"" + arguments.get(0) + "\""
              : "Intention not found with source \""
                  + arguments.get(0)
                  + "\" and destination \""
                  + arguments.get(1)
                  + "\"");
    }
    return switch (answer) {
      case ConsulAnswer.Done<Value>(Value.Fields intention, long index, boolean filtered) ->
          say(IntentionText.full(intention, ZoneId.systemDefault()));
      case ConsulAnswer.Refused<Value>(int status, String body) ->
          fail("Error reading the intention: Unexpected response " + status + ": " + body.strip());
      case ConsulAnswer<Value> failure ->
          fail("Error reading the intention: " + GoErrors.of(failure));
    };
  }
}
