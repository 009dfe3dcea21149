package dev.treaty.reconcile.cli.consul;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code intention}: who may call whom. */
@Command(
    name = "intention",
    description = "Interact with service intentions.",
    subcommands = {
      CheckIntentionCommand.class,
      CreateIntentionCommand.class,
      DeleteIntentionCommand.class,
      GetIntentionCommand.class,
      ListIntentionsCommand.class,
      MatchIntentionsCommand.class
    })
public final class IntentionCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Explains this command")
  boolean help;
}
