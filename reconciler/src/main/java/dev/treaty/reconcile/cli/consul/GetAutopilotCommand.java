package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import picocli.CommandLine.Command;

/** {@code operator autopilot get-config}. */
@Command(name = "get-config", description = "Display the current Autopilot configuration.")
final class GetAutopilotCommand extends ServerCall {

  @Override
  int run(ConsulClient client) {
    ConsulCall call = in(ConsulCall.get("operator", "autopilot", "configuration"));
    ConsulAnswer<Value> answer = client.sendForJson(stale ? call.with("stale", "") : call);
    return answer.done().orElse(Value.Nothing.NULL) instanceof Value.Fields config
        ? say(AutopilotText.config(config))
        : fail("Error querying Autopilot configuration: " + GoErrors.of(answer));
  }
}
