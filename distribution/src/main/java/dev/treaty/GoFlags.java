package dev.treaty;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Rewrites flags as Go programs take them, {@code -name=value} and {@code -name value}, into the
 * form picocli is told about, {@code --name=value}.
 *
 * <p>The word after a flag that takes a value is its value, also when it begins with a dash, as in
 * Go. Flags that the command does not know are left alone, for picocli to complain about.
 */
public final class GoFlags {

  private GoFlags() {}

  /** The arguments in picocli's form. */
  public static String[] normalise(CommandSpec command, String... arguments) {
    List<String> result = new ArrayList<>();
    CommandSpec current = command;
    boolean positional = false;
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (argument.equals("--")) {
        result.addAll(List.of(arguments).subList(i, arguments.length));
        break;
      }
      if (argument.length() < 2 || argument.charAt(0) != '-') {
        CommandLine next = positional ? null : current.subcommands().get(argument);
        if (next == null) {
          positional = true;
        } else {
          current = next.getCommandSpec();
        }
        result.add(argument);
        continue;
      }
      String[] parts = argument.split("=", 2);
      Optional<OptionSpec> option = find(current, parts[0]);
      if (option.isEmpty()) {
        result.add(argument);
      } else if (isSwitch(option.get())) {
        if (parts.length == 1 || isTrue(parts[1])) {
          result.add(option.get().longestName());
        } else if (!isFalse(parts[1])) {
          result.add(argument);
        }
      } else if (parts.length == 2) {
        result.add(option.get().longestName() + "=" + parts[1]);
      } else if (option.get().arity().min() > 0 && i + 1 < arguments.length) {
        result.add(option.get().longestName() + "=" + arguments[++i]);
      } else {
        result.add(option.get().longestName());
      }
    }
    return result.toArray(String[]::new);
  }

  private static Optional<OptionSpec> find(CommandSpec command, String typed) {
    String name = bare(typed);
    return command.options().stream()
        .filter(option -> List.of(option.names()).stream().anyMatch(n -> bare(n).equals(name)))
        .findFirst();
  }

  private static String bare(String name) {
    if (name.startsWith("--")) {
      return name.substring(2);
    }
    return name.startsWith("-") ? name.substring(1) : name;
  }

  private static boolean isSwitch(OptionSpec option) {
    return option.arity().max() == 0;
  }

  private static boolean isTrue(String value) {
    return List.of("true", "1", "t", "T", "TRUE", "True").contains(value);
  }

  private static boolean isFalse(String value) {
    return List.of("false", "0", "f", "F", "FALSE", "False").contains(value);
  }
}
