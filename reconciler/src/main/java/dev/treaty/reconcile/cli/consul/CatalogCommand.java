package dev.treaty.reconcile.cli.consul;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code catalog}: what the cluster knows of nodes and services. */
@Command(
    name = "catalog",
    description = "Interact with the catalog.",
    subcommands = {ListDatacentersCommand.class, ListNodesCommand.class, ListServicesCommand.class})
public final class CatalogCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Explains this command")
  boolean help;
}
