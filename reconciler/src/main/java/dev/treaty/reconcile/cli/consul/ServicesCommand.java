package dev.treaty.reconcile.cli.consul;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code services}: the services of the local agent. */
@Command(
    name = "services",
    description = "Interact with services registered with the local agent.",
    subcommands = {
      DeregisterServiceCommand.class,
      ExportServiceCommand.class,
      RegisterServiceCommand.class
    })
public final class ServicesCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Explains this command")
  boolean help;
}
