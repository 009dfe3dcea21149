package dev.treaty.reconcile.cli.consul;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code operator}: the servers' log and autopilot. */
@Command(
    name = "operator",
    description = "Provides cluster-level tools for Consul operators.",
    subcommands = {OperatorCommand.Raft.class, OperatorCommand.Autopilot.class})
public final class OperatorCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Explains this command")
  boolean help;

  /** {@code operator raft}. */
  @Command(
      name = "raft",
      description = "Provides cluster-level tools for Consul operators.",
      subcommands = {ListPeersCommand.class, RemovePeerCommand.class, TransferLeaderCommand.class})
  static final class Raft {
    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Explains this command")
    boolean help;
  }

  /** {@code operator autopilot}. */
  @Command(
      name = "autopilot",
      description = "Provides tools for modifying Autopilot configuration.",
      subcommands = {
        GetAutopilotCommand.class,
        SetAutopilotCommand.class,
        AutopilotStateCommand.class
      })
  static final class Autopilot {
    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Explains this command")
    boolean help;
  }
}
