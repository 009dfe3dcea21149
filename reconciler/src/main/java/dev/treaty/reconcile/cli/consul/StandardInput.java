package dev.treaty.reconcile.cli.consul;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;

/** The process's own input, where a command line names it as {@code -}. */
final class StandardInput {

  private StandardInput() {}

  static byte[] readAll() throws IOException {
    try (FileInputStream in = new FileInputStream(FileDescriptor.in)) {
      return in.readAllBytes();
    }
  }
}
