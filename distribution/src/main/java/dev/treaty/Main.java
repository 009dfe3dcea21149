package dev.treaty;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Where the process starts: finds the verb, loads only its classes, and exits with its code. */
public final class Main {

  static final int USAGE = 64;

  private Main() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(Persona.called(System.getProperty("treaty.called", "treaty")), out, err, args);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** Runs one command line and answers its exit code. */
  static int run(Persona persona, PrintWriter out, PrintWriter err, String... args) {
    if (args.length == 0) {
      (persona == Persona.CONSUL ? out : err).print(Overview.of(persona));
      return persona == Persona.CONSUL ? 127 : USAGE;
    }
    String first = args[0];
    String[] rest = Arrays.copyOfRange(args, 1, args.length);
    return switch (first) {
      case "-h", "-help", "--help" -> overview(persona, out);
      case "help" ->
          rest.length > 0 ? run(persona, out, err, rest[0], "--help") : overview(persona, out);
      case "version", "-v", "-version", "--version" -> VersionText.print(persona, out, err, rest);
      case Training.VERB -> Training.run(rest);
      default -> {
        Optional<Verb> verb = Verbs.find(persona, first);
        yield verb.isEmpty()
            ? unknown(persona, err, first)
            : VerbRunner.run(verb.get(), persona, out, err, rest);
      }
    };
  }

  private static int overview(Persona persona, PrintWriter out) {
    out.print(Overview.of(persona));
    return 0;
  }

  private static int unknown(Persona persona, PrintWriter err, String first) {
    if (persona == Persona.CONSUL) {
      err.print(Overview.of(persona));
      return 127;
    }
    err.println("treaty: there is no command \"" + first + "\"");
    Verbs.nearest(persona, first).ifPresent(name -> err.println("  did you mean: treaty " + name));
    err.println("  treaty --help lists all commands");
    return USAGE;
  }
}
