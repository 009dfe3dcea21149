package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.syntax.HclReader;
import dev.treaty.model.syntax.JsonReader;
import dev.treaty.model.syntax.Parsed;
import dev.treaty.model.syntax.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file named on the command line; which language it is in shows its first character. */
final class DocumentFile {

  private DocumentFile() {}

  /**
   * Reads the bytes.
   *
   * @throws IOException as the file system gives it
   */
  static SourceText text(String name) throws IOException {
    return SourceText.of(name, Files.readAllBytes(Path.of(name)));
  }

  static boolean isJson(SourceText source) {
    return source.text().stripLeading().startsWith("{");
  }

  static Parsed parse(SourceText source) {
    return isJson(source) ? JsonReader.read(source) : HclReader.read(source);
  }

  /** Where a fault is and what it is: {@code file:line:column: message}. */
  static String located(Diagnostic diagnostic) {
    return diagnostic.range().map(range -> range.position() + ": ").orElse("")
        + diagnostic.message();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
