package dev.treaty.reconcile.cli.consul;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keygen}: prints a new secret for the setting {@code encrypt}. */
@Command(
    name = "keygen",
    description = "Generates a new secret for agents to know each other by (encrypt).")
public final class KeygenCommand implements Callable<Integer> {

  private static final int BYTES = 32;

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Explains this command")
  boolean help;

  @Parameters(arity = "0..*", hidden = true)
  String[] words = new String[0];

  @Override
  public Integer call() {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    spec.commandLine().getOut().println(Base64.getEncoder().encodeToString(secret));
    return 0;
  }
}
