package dev.treaty.reconcile.cli.consul;

import dev.treaty.reconcile.consul.ConsulCall;
import picocli.CommandLine.Option;

/** A {@link TokenCall} that may name a datacenter. */
abstract class ServerCall extends TokenCall {

  @Option(
      names = "--datacenter",
      paramLabel = "<name>",
      description = "Datacenter to ask; default: the agent's own")
  String datacenter = "";

  // Consul's client takes -stale and does not send it with the commands that we have.
  @Option(names = "--stale", description = "Permit any server to answer")
  boolean stale;

  final ConsulCall in(ConsulCall call) {
    return call.withUnlessEmpty("dc", datacenter);
  }
}
