package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.IndentedJson;
import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code config read}. */
@Command(name = "read", description = "Read a config entry and print it as JSON.")
final class ReadConfigCommand extends ServerCall {

  @Option(names = "--kind", paramLabel = "<kind>", description = "The kind of entry")
  String kind = "";

  @Option(names = "--name", paramLabel = "<name>", description = "Its name")
  String name = "";

  @Override
  int run(ConsulClient client) {
    if (kind.isEmpty()) {
      return fail("Must specify the -kind parameter");
    }
    if (name.isEmpty()) {
      return fail("Must specify the -name parameter");
    }
    ConsulAnswer<Value> answer = client.sendForJson(in(ConsulCall.get("config", kind, name)));
    return answer
            instanceof ConsulAnswer.Done<Value>(Value.Fields entry, long index, boolean filtered)
        ? say(IndentedJson.of(entry.without("Hash"), "    "))
        : fail("Error reading config entry " + kind + "/" + name + ": " + GoErrors.of(answer));
  }
}
