package dev.treaty.reconcile.cli.consul;

import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code leave}: an agent leaves its cluster and ends. */
@Command(name = "leave", description = "Gracefully leaves the cluster and shuts down.")
public final class LeaveCommand extends TokenCall {

  @Parameters(arity = "0..*", hidden = true)
  List<String> words = new ArrayList<>();

  @Override
  int run(ConsulClient client) {
    if (!words.isEmpty()) {
      fail("Error found unexpected args: [" + String.join(" ", words) + "]");
      spec.commandLine().usage(spec.commandLine().getErr());
      return FAILED;
    }
    ConsulAnswer<byte[]> answer = client.send(ConsulCall.put("agent", "leave"));
    return answer.isDone()
        ? say("Graceful leave complete")
        : fail("Error leaving: " + GoErrors.of(answer));
  }
}
