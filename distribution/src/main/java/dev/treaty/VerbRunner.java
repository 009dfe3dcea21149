package dev.treaty;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** Runs one verb with picocli: Go-style flags, and the exit codes of the verb's family. */
final class VerbRunner {

  private static final int UNEXPECTED = 70;

  private VerbRunner() {}

  static int run(Verb verb, Persona persona, PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = commandLine(verb, persona);
    line.setOut(out);
    line.setErr(err);
    String[] arguments = GoFlags.normalise(line.getCommandSpec(), args);
    // Consul answers "consul peering" and "consul peering zork" with its usage and 1.
    if (verb.family().isConsul() && !line.getSubcommands().isEmpty()) {
      if (arguments.length > 0 && isHelp(arguments[0])) {
        line.usage(out);
        return 0;
      }
      if (arguments.length == 0 || !line.getSubcommands().containsKey(arguments[0])) {
        line.usage(err);
        return 1;
      }
    }
    return line.execute(arguments);
  }

  static CommandLine commandLine(Verb verb, Persona persona) {
    CommandLine line = new CommandLine(verb.command().get());
    line.setCommandName(persona.command() + " " + verb.name());
    line.setExpandAtFiles(false);
    line.setPosixClusteredShortOptionsAllowed(false);
    line.setUsageHelpAutoWidth(true);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    if (System.getenv("NO_COLOR") != null) {
      line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    }
    boolean consul = verb.family().isConsul();
    line.setParameterExceptionHandler((e, args) -> mistake(e, consul));
    line.setExecutionExceptionHandler((e, command, result) -> failure(e, command, consul));
    return line;
  }

  private static boolean isHelp(String argument) {
    return argument.equals("--help") || argument.equals("-h") || argument.equals("-help");
  }

  private static int mistake(ParameterException e, boolean consul) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    if (consul) {
      err.println(e.getMessage());
      command.usage(err);
      return 1;
    }
    String name = command.getCommandSpec().qualifiedName();
    err.println(name + ": " + decapitalised(String.valueOf(e.getMessage())));
    err.println("  " + name + " --help explains it");
    return Main.USAGE;
  }

  private static int failure(Exception e, CommandLine command, boolean consul) {
    PrintWriter err = command.getErr();
    if (consul) {
      err.println(e.getMessage() == null ? e.toString() : e.getMessage());
      return 1;
    }
    err.println(
        command.getCommandSpec().qualifiedName()
            + ": unexpected failure, which is a fault of ours: "
            + e);
    e.printStackTrace(err);
    return UNEXPECTED;
  }

  private static String decapitalised(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
