package dev.treaty.reconcile.cli.consul;

import picocli.CommandLine.Command;

/** {@code peering initiate}: the older spelling of {@code establish}, silent when all went well. */
@Command(
    name = "initiate",
    description = "Initiate a peering connection: establish in the older spelling, without output.")
final class InitiatePeeringCommand extends RedeemTokenCall {
  @Override
  int established(String name) {
    return DONE;
  }
}
