package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code intention match}. */
@Command(
    name = "match",
    description = "Show intentions that match a source or destination, in order of evaluation.")
final class MatchIntentionsCommand extends EndsCall {

  @Option(names = "--source", description = "The name is a source")
  boolean source;

  @Option(names = "--destination", description = "The name is a destination (default)")
  boolean destination;

  @Override
  int run(ConsulClient client) {
    if (arguments.size() != 1) {
      return fail("Error: command requires exactly one argument: src or dst");
    }
    if (source && destination) {
      return fail("Error: only one of -source or -destination may be specified");
    }
    String name = arguments.get(0);
    ConsulAnswer<Value> answer =
        client.sendForJson(
            in(
                ConsulCall.get("connect", "intentions", "match")
                    .with("by", source ? "source" : "destination")
                    .with("name", name)));
    if (!(answer
        instanceof ConsulAnswer.Done<Value>(Value.Fields matches, long index, boolean filtered))) {
      return fail("Error matching the connection: " + GoErrors.of(answer));
    }
    matches.maps(name).forEach(intention -> say(IntentionText.line(intention)));
    return DONE;
  }
}
