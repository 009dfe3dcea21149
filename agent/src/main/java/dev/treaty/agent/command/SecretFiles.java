package dev.treaty.agent.command;

import dev.treaty.agent.settings.AgentSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;

/** Looks whether others on this machine can read what only the agent should. */
final class SecretFiles {

  /** A setting that holds a secret, with something in it. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?im)^[^#/]*(encrypt|token|secret|password|private_key|initial_management"
              + "|agent_recovery)\\w*[\"']?\\s*[=:]\\s*\"[^\"]");

  private SecretFiles() {}

  /** Warns of each such file, with its mode. */
  static void warn(Set<Path> configuration, AgentSettings settings, Logger log) {
    findings(configuration, settings)
        .forEach(
            (file, what) -> log.warn("{} {} is readable by everyone: chmod 600 it", what, file));
  }

  /** What is readable by everyone, and what it is. */
  static Map<Path, String> findings(Set<Path> configuration, AgentSettings settings) {
    Map<Path, String> found = new LinkedHashMap<>();
    settings
        .network()
        .https()
        .keyFile()
        .ifPresent(file -> look(file, "the private key (mode %s)", found));
    for (Path file : configuration) {
      if (holdsSecret(file)) {
        look(file, "the configuration file with a secret in it (mode %s)", found);
      }
    }
    return found;
  }

  private static boolean holdsSecret(Path file) {
    try {
      return Files.isRegularFile(file) && SECRET.matcher(Files.readString(file)).find();
    } catch (IOException e) {
      return false;
    }
  }

  private static void look(Path file, String what, Map<Path, String> found) {
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
      if (mode.contains(PosixFilePermission.OTHERS_READ)) {
        found.put(file, what.formatted(octal(mode)));
      }
    } catch (IOException | UnsupportedOperationException e) {
      // A file that is not there is told elsewhere; a file system without modes has none.
      found.remove(file);
    }
  }

  private static String octal(Set<PosixFilePermission> mode) {
    String letters = PosixFilePermissions.toString(mode);
    StringBuilder digits = new StringBuilder("0");
    for (int i = 0; i < 9; i += 3) {
      int digit = 0;
      for (int j = 0; j < 3; j++) {
        digit = digit * 2 + (letters.charAt(i + j) == '-' ? 0 : 1);
      }
      digits.append(digit);
    }
    return digits.toString();
  }
}
