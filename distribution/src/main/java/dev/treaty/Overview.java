package dev.treaty;

import dev.treaty.Verb.Family;

/** The list of commands that {@code --help} prints, made without loading any of them. */
final class Overview {

  private Overview() {}

  static String of(Persona persona) {
    StringBuilder text = new StringBuilder();
    if (persona == Persona.CONSUL) {
      text.append("Usage: consul [--version] [--help] <command> [<args>]\n\n");
      text.append("Available commands are:\n");
      Verbs.visible(persona).stream()
          .sorted(java.util.Comparator.comparing(Verb::name))
          .forEach(verb -> line(text, verb));
      text.append("    version         Prints the Consul version\n\n");
      return text.toString();
    }
    text.append("Treaty keeps peered Consul clusters as a Git repository declares them.\n\n");
    text.append("Usage: treaty <command> [options]\n\n");
    Verbs.ALL.stream()
        .filter(verb -> verb.family() == Family.TREATY)
        .forEach(verb -> line(text, verb));
    text.append("    version         what this is, and which Consul it speaks\n");
    text.append("\nAs Consul spells them:\n\n");
    Verbs.ALL.stream()
        .filter(verb -> verb.family() == Family.CONSUL)
        .forEach(verb -> line(text, verb));
    text.append(
        "\n`treaty <command> --help` explains one; -flag value, -flag=value and --flag=value");
    text.append(" all work.\n");
    return text.toString();
  }

  private static void line(StringBuilder text, Verb verb) {
    text.append(String.format("    %-15s %s%n", verb.name(), verb.summary()));
  }
}
