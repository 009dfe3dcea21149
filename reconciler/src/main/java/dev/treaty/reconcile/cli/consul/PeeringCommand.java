package dev.treaty.reconcile.cli.consul;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code peering}: create and manage peering connections between clusters. */
@Command(
    name = "peering",
    description = "Create and manage peering connections between clusters.",
    subcommands = {
      DeletePeeringCommand.class,
      EstablishPeeringCommand.class,
      GenerateTokenCommand.class,
      InitiatePeeringCommand.class,
      ListPeeringsCommand.class,
      ReadPeeringCommand.class
    })
public final class PeeringCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Explains this command")
  boolean help;
}
