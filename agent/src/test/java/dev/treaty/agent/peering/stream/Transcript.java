package dev.treaty.agent.peering.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A text of commands and what they lead to.
 *
 * <p>A command is a line, with lines that belong to it indented below; {@code ----} ends it, and
 * what follows up to an empty line is the answer. Lines that begin with {@code #} are for the
 * reader.
 */
final class Transcript {
  private static final String RULE = "----";

  private Transcript() {}

  /** The same text with the answers as they are now. */
  static String answered(String text, Function<Command, String> run) {
    StringBuilder out = new StringBuilder();
    List<String> command = new ArrayList<>();
    boolean inAnswer = false;
    for (String line : text.lines().toList()) {
      if (inAnswer) {
        inAnswer = !line.isEmpty();
        if (line.isEmpty()) {
          out.append('\n');
        }
      } else if (line.equals(RULE)) {
        out.append(RULE).append('\n').append(run.apply(Command.of(command)));
        command.clear();
        inAnswer = true;
      } else {
        out.append(line).append('\n');
        if (!line.isEmpty() && !line.startsWith("#")) {
          command.add(line);
        }
      }
    }
    return out.toString();
  }

  /** One command with the lines that belong to it. */
  record Command(List<String> words, List<String> body) {
    static Command of(List<String> lines) {
      return new Command(
          List.of(lines.getFirst().split(" ")), lines.stream().skip(1).map(String::strip).toList());
    }

    String name() {
      return words.getFirst();
    }

    String word(int index) {
      return words.size() > index ? words.get(index) : "";
    }

    /** The value of {@code name=value} among the words. */
    String option(String name, String otherwise) {
      return words.stream()
          .filter(w -> w.startsWith(name + "="))
          .findFirst()
          .map(w -> w.substring(name.length() + 1))
          .orElse(otherwise);
    }

    String rest(int from) {
      return String.join(" ", words.subList(from, words.size()));
    }
  }
}
