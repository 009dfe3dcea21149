package dev.treaty.reconcile.cli.consul;

import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code monitor}: an agent's log as it comes, until interrupted. */
@Command(name = "monitor", description = "Stream logs from a Consul agent.")
public final class MonitorCommand extends TokenCall {

  @Option(
      names = "--log-level",
      paramLabel = "<level>",
      description = "trace, debug, info, warn or error, whatever the agent's own is. Default: INFO")
  String logLevel = "INFO";

  @Option(names = "--log-json", description = "One JSON object a line")
  boolean logJson;

  @Override
  int run(ConsulClient client) {
    ConsulCall call = ConsulCall.get("agent", "monitor").with("loglevel", logLevel);
    if (logJson) {
      call = call.with("logjson", "true");
    }
    ConsulAnswer<Long> answer = client.follow(call, this::say);
    if (!(answer instanceof ConsulAnswer.Done<Long>)) {
      return fail("Error starting " + (logJson ? "JSON " : "") + "monitor: " + GoErrors.of(answer));
    }
    say("");
    say("Remote side ended the monitor! This usually means that the");
    say("remote side has exited or crashed.");
    return FAILED;
  }
}
