package dev.treaty.reconcile.cli.consul;

import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code join}: tells an agent to join the cluster of others. */
@Command(name = "join", description = "Tell an agent to join the cluster of others.")
public final class JoinCommand extends TokenCall {

  @Option(names = "--wan", description = "Joins a server to another server in the WAN pool")
  boolean wan;

  @Parameters(paramLabel = "<address>", arity = "0..*", description = "host or host:port")
  List<String> addresses = new ArrayList<>();

  @Override
  int run(ConsulClient client) {
    if (addresses.isEmpty()) {
      fail("At least one address to join must be specified.");
      fail("");
      spec.commandLine().usage(spec.commandLine().getErr());
      return FAILED;
    }
    int joined = 0;
    for (String address : addresses) {
      ConsulCall call = ConsulCall.put("agent", "join", address);
      ConsulAnswer<byte[]> answer = client.send(wan ? call.with("wan", "1") : call);
      if (answer.isDone()) {
        joined++;
      } else {
        fail("Error joining address '" + address + "': " + GoErrors.of(answer));
      }
    }
    return joined == 0
        ? fail("Failed to join any nodes.")
        : say("Successfully joined cluster by contacting " + joined + " nodes.");
  }
}
