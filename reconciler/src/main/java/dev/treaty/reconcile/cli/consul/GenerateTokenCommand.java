package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulClient;
import dev.treaty.reconcile.consul.PeeringToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code peering generate-token}: makes this cluster the acceptor and prints a token. */
@Command(
    name = "generate-token",
    description =
        "Generate a peering token. Generating one again does not interrupt a connection, but makes"
            + " an unused token for that name invalid.")
final class GenerateTokenCommand extends TokenCall {

  @Mixin PeerFlag peer = new PeerFlag();

  @Option(
      names = "--meta",
      paramLabel = "<key=value>",
      description = "Metadata for the peering; may be given several times")
  List<String> meta = new ArrayList<>();

  @Option(
      names = "--server-external-addresses",
      paramLabel = "<host:port,…>",
      description = "Addresses to put into the token instead of the servers' own")
  String addresses = "";

  @Option(
      names = "--format",
      paramLabel = "<format>",
      description = "pretty (default), json, or jwt: the bare signed token of Treaty's own agents")
  String format = OutputFormat.PRETTY;

  @Override
  int run(ConsulClient client) {
    String name = peer.required();
    String chosen = OutputFormat.of(format, OutputFormat.JWT);
    List<String> external = addresses.isEmpty() ? List.of() : List.of(addresses.split(",", -1));
    return switch (client.generateToken(name, MetaFlag.of(meta), external)) {
      case ConsulAnswer.Done<PeeringToken>(PeeringToken token, long index, boolean filtered) ->
          print(chosen, name, token);
      case ConsulAnswer<PeeringToken> failure ->
          fail("Error generating peering token for " + name + ": " + GoErrors.of(failure));
    };
  }

  private int print(String chosen, String name, PeeringToken token) {
    if (chosen.equals(OutputFormat.JSON)) {
      return say(
          ValueJson.write(new Value.Fields(Map.of("PeeringToken", Value.text(token.reveal())))));
    }
    if (chosen.equals(OutputFormat.JWT)) {
      Optional<String> jwt = BareToken.of(token);
      return jwt.isPresent()
          ? say(jwt.get())
          : fail(
              "Error generating peering token for "
                  + name
                  + ": this agent does not sign its tokens, so there is no JWT");
    }
    return say(token.reveal());
  }
}
