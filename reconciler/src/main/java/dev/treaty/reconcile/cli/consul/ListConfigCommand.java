package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code config list}: the names of all entries of a kind. */
@Command(name = "list", description = "List config entries of a given kind.")
final class ListConfigCommand extends ServerCall {

  @Option(names = "--kind", paramLabel = "<kind>", description = "The kind of entries")
  String kind = "";

  @Option(names = "--filter", paramLabel = "<expression>", description = "Filter of the API")
  String filter = "";

  @Override
  int run(ConsulClient client) {
    if (kind.isEmpty()) {
      return fail("Must specify the -kind parameter");
    }
    ConsulAnswer<Value> answer =
        client.sendForJson(in(ConsulCall.get("config", kind).withUnlessEmpty("filter", filter)));
    if (!(answer instanceof ConsulAnswer.Done<Value>(Value value, long index, boolean filtered))) {
      return fail("Error listing config entries for kind \"" + kind + "\": " + GoErrors.of(answer));
    }
    for (Value.Fields entry : new Value.Fields(Map.of("e", value)).maps("e")) {
      // The one mesh entry has no name of its own in the API.
      say(entry.text("Name").isEmpty() ? entry.text("Kind") : entry.text("Name"));
    }
    return DONE;
  }
}
