package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code peering read}. */
@Command(name = "read", description = "Read a peering connection; exit code 1 where there is none.")
final class ReadPeeringCommand extends TokenCall {

  @Mixin PeerFlag peer = new PeerFlag();

  @Option(names = "--format", paramLabel = "<format>", description = "pretty (default) or json")
  String format = OutputFormat.PRETTY;

  @Override
  int run(ConsulClient client) {
    String name = peer.required();
    String chosen = OutputFormat.of(format);
    ConsulAnswer<Value.Fields> answer = client.readPeering(name);
    if (answer.isNotFound()) {
      return fail("No peering with name " + name + " found.");
    }
    return switch (answer) {
      case ConsulAnswer.Done<Value.Fields>(Value.Fields peering, long index, boolean filtered) ->
          say(
              chosen.equals(OutputFormat.JSON)
                  ? ValueJson.write(peering)
                  : PeeringText.of(peering));
      case ConsulAnswer<Value.Fields> failure ->
          fail("Error reading peering: " + GoErrors.of(failure));
    };
  }
}
