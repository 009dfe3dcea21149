package dev.treaty;

import dev.treaty.Verb.Family;
import dev.treaty.agent.command.AgentCommand;
import dev.treaty.agent.command.ValidateConfiguration;
import dev.treaty.bench.BenchCommand;
import dev.treaty.demo.DemoCommand;
import dev.treaty.reconcile.cli.AdoptCommand;
import dev.treaty.reconcile.cli.ApplyCommand;
import dev.treaty.reconcile.cli.ConvertCommand;
import dev.treaty.reconcile.cli.DriftCommand;
import dev.treaty.reconcile.cli.ExplainCommand;
import dev.treaty.reconcile.cli.FmtCommand;
import dev.treaty.reconcile.cli.InitCommand;
import dev.treaty.reconcile.cli.PlanCommand;
import dev.treaty.reconcile.cli.ReleaseCommand;
import dev.treaty.reconcile.cli.RunCommand;
import dev.treaty.reconcile.cli.SchemaCommand;
import dev.treaty.reconcile.cli.ValidateCommand;
import dev.treaty.reconcile.cli.consul.CatalogCommand;
import dev.treaty.reconcile.cli.consul.ConfigCommand;
import dev.treaty.reconcile.cli.consul.ForceLeaveCommand;
import dev.treaty.reconcile.cli.consul.InfoCommand;
import dev.treaty.reconcile.cli.consul.IntentionCommand;
import dev.treaty.reconcile.cli.consul.JoinCommand;
import dev.treaty.reconcile.cli.consul.KeygenCommand;
import dev.treaty.reconcile.cli.consul.LeaveCommand;
import dev.treaty.reconcile.cli.consul.MembersCommand;
import dev.treaty.reconcile.cli.consul.MonitorCommand;
import dev.treaty.reconcile.cli.consul.OperatorCommand;
import dev.treaty.reconcile.cli.consul.PeeringCommand;
import dev.treaty.reconcile.cli.consul.ReloadCommand;
import dev.treaty.reconcile.cli.consul.ServicesCommand;
import dev.treaty.reconcile.cli.consul.SnapshotCommand;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Every first word there is, in the order of the overview. */
final class Verbs {

  static final List<Verb> ALL =
      List.of(
          ours("init", "write a small project to begin with", InitCommand::new),
          ours("fmt", "bring files into the one canonical layout", FmtCommand::new),
          ours("convert", "write an entry file in another form", ConvertCommand::new),
          ours("schema", "print a JSON Schema for editors", SchemaCommand::new),
          ours("explain", "what a message's code means, and how to mend it", ExplainCommand::new),
          ours("demo", "two clusters peered from Git on this machine", DemoCommand::new),
          ours(
              "validate",
              "check a project or files without touching a cluster",
              ValidateCommand::new),
          ours("plan", "show what would change, and write nothing", PlanCommand::new),
          ours("apply", "make the clusters as declared, and wait", ApplyCommand::new),
          ours("drift", "show where live state left what was applied", DriftCommand::new),
          ours("adopt", "make objects ours that exist without our mark", AdoptCommand::new),
          ours("release", "give objects up: take our mark off them", ReleaseCommand::new),
          ours("run", "follow a branch and keep clusters as it declares", RunCommand::new),
          ours("agent", "run a Consul-compatible agent", () -> AgentCommand.in(AgentLog.THIS)),
          new Verb(
              "bench", "measure this program on this machine", Family.HIDDEN, BenchCommand::new),
          consul("catalog", "nodes and services of a cluster", CatalogCommand::new),
          consul("config", "write, read, list and delete config entries", ConfigCommand::new),
          consul("force-leave", "take a failed member for one that left", ForceLeaveCommand::new),
          consul("info", "an agent's own numbers", InfoCommand::new),
          consul("intention", "who may call whom", IntentionCommand::new),
          consul("join", "make an agent join the cluster of others", JoinCommand::new),
          consul("keygen", "a new secret that agents know each other by", KeygenCommand::new),
          consul("leave", "make an agent leave its cluster and end", LeaveCommand::new),
          consul("members", "the members an agent knows", MembersCommand::new),
          consul("monitor", "an agent's log as it comes", MonitorCommand::new),
          consul("operator", "the servers' log, and autopilot", OperatorCommand::new),
          consul("peering", "generate-token, initiate, list, read, delete", PeeringCommand::new),
          consul("reload", "make an agent read its configuration again", ReloadCommand::new),
          consul("services", "register, deregister and export services", ServicesCommand::new),
          consul("snapshot", "save, restore and inspect the servers' state", SnapshotCommand::new),
          new Verb(
              "validate",
              "Validate config files/directories",
              Family.CONSUL_ALONE,
              ValidateConfiguration::new));

  private Verbs() {}

  private static Verb ours(String name, String summary, Supplier<Object> command) {
    return new Verb(name, summary, Family.TREATY, command);
  }

  private static Verb consul(String name, String summary, Supplier<Object> command) {
    return new Verb(name, summary, Family.CONSUL, command);
  }

  static Optional<Verb> find(Persona persona, String name) {
    return visible(persona).stream().filter(verb -> verb.name().equals(name)).findFirst();
  }

  /** What a persona may call: {@code consul} knows nothing of our own verbs. */
  static List<Verb> visible(Persona persona) {
    return ALL.stream()
        .filter(verb ->
            persona == Persona.TREATY
                ? verb.family() != Family.CONSUL_ALONE
                : verb.family().isConsul() || verb.name().equals("agent"))
        .toList();
  }

  static Optional<String> nearest(Persona persona, String typed) {
    return visible(persona).stream()
        .filter(verb -> verb.family() != Family.HIDDEN)
        .map(Verb::name)
        .filter(name -> distance(name, typed) <= 2)
        .min(Comparator.comparingInt(name -> distance(name, typed)));
  }

  /** Edits between two words (Levenshtein). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
