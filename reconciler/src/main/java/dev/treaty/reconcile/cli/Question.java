package dev.treaty.reconcile.cli;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Asks the person at the keyboard before something is written. */
final class Question {
  private final InputStream in;

  Question(InputStream in) {
    this.in = in;
  }

  /** The process's own input; it stays open. */
  static Question ofThisProcess() {
    return new Question(new FileInputStream(FileDescriptor.in));
  }

  /** Whether the answer is {@code yes}; the end of input is a no. */
  boolean isAgreedTo(PrintWriter prompt) {
    prompt.print("\nDo you want to do this? Only \"yes\" is taken for one: ");
    prompt.flush();
    try {
      String answer =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
      return answer != null && answer.strip().equals("yes");
    } catch (IOException e) {
      return false;
    }
  }
}
