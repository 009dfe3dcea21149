package dev.treaty.reconcile.cli.consul;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** What goes wrong with files and arguments, in the words of Consul's Go client. */
final class GoFiles {

  private GoFiles() {}

  /** For example {@code open backup.snap: no such file or directory}. */
  static String error(String verb, String file, IOException cause) {
    String why =
        switch (cause) {
          case NoSuchFileException unused -> "no such file or directory";
          case AccessDeniedException unused -> "permission denied";
          default -> cause.getMessage() == null ? cause.toString() : cause.getMessage();
        };
    return verb + " " + file + ": " + why;
  }

  /**
   * The one file that a command takes.
   *
   * @throws AgentCall.MistakeException if there is none, or more
   */
  static String only(String... arguments) {
    if (arguments.length == 0) {
      throw new AgentCall.MistakeException("Missing FILE argument");
    }
    if (arguments.length > 1) {
      throw new AgentCall.MistakeException(
          "Too many arguments (expected 1, got " + arguments.length + ")");
    }
    return arguments[0];
  }
}
