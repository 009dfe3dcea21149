package dev.treaty.reconcile.cli.consul;

import picocli.CommandLine.Command;

/** {@code peering establish}. */
@Command(
    name = "establish",
    description = "Establish a peering connection. A peering token can be used only once.")
final class EstablishPeeringCommand extends RedeemTokenCall {
  @Override
  int established(String name) {
    return say("Successfully established peering connection with " + name);
  }
}
