package dev.treaty.reconcile.cli.consul;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code snapshot}: the whole state of a cluster's servers, saved and restored. */
@Command(
    name = "snapshot",
    description = "Saves, restores and inspects snapshots of the servers' state.",
    subcommands = {
      InspectSnapshotCommand.class,
      RestoreSnapshotCommand.class,
      SaveSnapshotCommand.class
    })
public final class SnapshotCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Explains this command")
  boolean help;
}
