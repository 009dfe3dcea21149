package dev.treaty.reconcile.cli.consul;

import picocli.CommandLine.Option;

/** {@code -name}, or {@code -peer} in the older spelling: what this cluster calls the other one. */
final class PeerFlag {

  @Option(
      names = {"--name", "--peer"},
      paramLabel = "<peer>",
      description = "(Required) What this cluster calls the other one")
  String name = "";

  String required() {
    return AgentCall.required(name, "-name");
  }
}
