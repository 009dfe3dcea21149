package dev.treaty.reconcile.cli.consul;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code config}: the cluster's config entries. */
@Command(
    name = "config",
    description = "Interact with the cluster's config entries.",
    subcommands = {
      DeleteConfigCommand.class,
      ListConfigCommand.class,
      ReadConfigCommand.class,
      WriteConfigCommand.class
    })
public final class ConfigCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Explains this command")
  boolean help;
}
