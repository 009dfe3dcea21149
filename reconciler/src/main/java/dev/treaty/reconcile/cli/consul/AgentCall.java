package dev.treaty.reconcile.cli.consul;

import dev.treaty.reconcile.consul.ConsulClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * A command that asks one agent and answers with Consul's texts: results on stdout, what went wrong
 * on stderr, 0 or 1.
 */
abstract class AgentCall implements Callable<Integer> {

  static final int DONE = 0;
  static final int FAILED = 1;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin EndpointFlags endpoint = new EndpointFlags();
  @Mixin TenancyFlags tenancy = new TenancyFlags();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Explains this command")
  boolean help;

  /** What no flag or parameter takes. Consul passes over words, but not over flags. */
  @Unmatched List<String> unmatched = new ArrayList<>();

  @Override
  public final Integer call() {
    for (String word : unmatched) {
      if (word.startsWith("-") && word.length() > 1) {
        String flag = word.replaceFirst("^-+", "").split("=", 2)[0];
        fail("flag provided but not defined: -" + flag);
        spec.commandLine().usage(spec.commandLine().getErr());
        return FAILED;
      }
    }
    try (ConsulClient client = endpoint.open(aclToken()).within(tenancy.tenancy(endpoint))) {
      return run(client);
    } catch (EndpointFlags.UnusableException e) {
      return fail("Error connecting to Consul agent: " + e.getMessage());
    } catch (MistakeException e) {
      return fail(String.valueOf(e.getMessage()));
    }
  }

  abstract int run(ConsulClient client);

  /** The ACL token of the command line, empty where none was given. */
  abstract String aclToken();

  final int say(String line) {
    spec.commandLine().getOut().println(line);
    return DONE;
  }

  final int fail(String line) {
    spec.commandLine().getErr().println(line);
    return FAILED;
  }

  /** The command line is not usable; the message is Consul's own. */
  static final class MistakeException extends RuntimeException {
    MistakeException(String message) {
      super(message);
    }
  }

  static String required(String value, String flag) {
    if (value.isEmpty()) {
      throw new MistakeException("Missing the required " + flag + " flag");
    }
    return value;
  }
}
