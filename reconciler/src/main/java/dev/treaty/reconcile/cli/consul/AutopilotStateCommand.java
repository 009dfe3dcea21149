package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code operator autopilot state}. */
@Command(name = "state", description = "Display the current Autopilot state.")
final class AutopilotStateCommand extends ServerCall {

  @Option(names = "--format", paramLabel = "<pretty|json>", description = "Output format")
  String format = "pretty";

  @Override
  int run(ConsulClient client) {
    ConsulCall call = in(ConsulCall.get("operator", "autopilot", "state"));
    if (format.equals("json")) {
      ConsulAnswer<byte[]> answer = client.send(call.with("pretty", ""));
      return answer
          .done()
          .map(bytes -> say(new String(bytes, StandardCharsets.UTF_8).strip()))
          .orElseGet(() -> fail("Error querying Autopilot state: " + GoErrors.of(answer)));
    }
    if (!format.equals("pretty")) {
      return fail("Invalid output format: " + format);
    }
    ConsulAnswer<Value> answer = client.sendForJson(call);
    return answer.done().orElse(Value.Nothing.NULL) instanceof Value.Fields state
        ? say(AutopilotText.state(state))
        : fail("Error querying Autopilot state: " + GoErrors.of(answer));
  }
}
