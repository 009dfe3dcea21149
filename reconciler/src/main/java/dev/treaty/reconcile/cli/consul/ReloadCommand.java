package dev.treaty.reconcile.cli.consul;

import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import picocli.CommandLine.Command;

/** {@code reload}: makes an agent read its configuration again. */
@Command(
    name = "reload",
    description = "Triggers the agent to reload configuration files, as SIGHUP does.")
public final class ReloadCommand extends TokenCall {

  @Override
  int run(ConsulClient client) {
    ConsulAnswer<byte[]> answer = client.send(ConsulCall.put("agent", "reload"));
    return answer instanceof ConsulAnswer.Done<byte[]>
        ? say("Configuration reload triggered")
        : fail("Error reloading: " + GoErrors.of(answer));
  }
}
