package dev.treaty.reconcile.cli.consul;

import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code force-leave}: a failed member is taken for one that left. */
@Command(name = "force-leave", description = "Forces a member to enter the \"left\" state.")
public final class ForceLeaveCommand extends TokenCall {

  @Option(names = "--prune", description = "Remove agent completely from list of members")
  boolean prune;

  @Option(names = "--wan", description = "Exclusively leave the agent from the WAN pool")
  boolean wan;

  @Parameters(paramLabel = "<name>", arity = "0..*", description = "Name of the node")
  List<String> names = new ArrayList<>();

  @Override
  int run(ConsulClient client) {
    if (names.size() != 1) {
      fail("A single node name must be specified to force leave.");
      fail("");
      spec.commandLine().usage(spec.commandLine().getErr());
      return FAILED;
    }
    ConsulCall call = ConsulCall.put("agent", "force-leave", names.getFirst());
    call = prune ? call.with("prune", "1") : call;
    ConsulAnswer<byte[]> answer = client.send(wan ? call.with("wan", "1") : call);
    return answer.isDone() ? DONE : fail("Error force leaving: " + GoErrors.of(answer));
  }
}
