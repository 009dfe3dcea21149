package dev.treaty;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** Runs a command line as {@code main} does, in this JVM. */
public final class InProcess {

  /** What came of a command. */
  public record Run(int code, String out, String err) {}

  private InProcess() {}

  public static Run treaty(String... arguments) {
    return run(Persona.TREATY, arguments);
  }

  public static Run consul(String... arguments) {
    return run(Persona.CONSUL, arguments);
  }

  /**
   * Reads a command line without running it.
   *
   * @return what is wrong with it, empty where nothing is
   */
  public static String mistakeIn(String... arguments) {
    if (List.of("version", "help", "--help").contains(arguments[0])) {
      return "";
    }
    Optional<Verb> verb = Verbs.find(Persona.TREATY, arguments[0]);
    if (verb.isEmpty()) {
      return "there is no command " + arguments[0];
    }
    CommandLine line = VerbRunner.commandLine(verb.get(), Persona.TREATY);
    String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    try {
      CommandLine.ParseResult parsed =
          line.parseArgs(GoFlags.normalise(line.getCommandSpec(), rest));
      while (parsed.hasSubcommand()) {
        parsed = parsed.subcommand();
      }
      // Consul's commands collect what they do not know and complain themselves.
      List<String> flags = parsed.unmatched().stream().filter(w -> w.startsWith("-")).toList();
      return flags.isEmpty() ? "" : "unknown flags " + flags;
    } catch (CommandLine.ParameterException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static Run run(Persona persona, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(persona, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Run(code, out.toString(), err.toString());
  }
}
