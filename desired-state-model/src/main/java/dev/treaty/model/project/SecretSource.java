package dev.treaty.model.project;

import dev.treaty.model.diagnostic.SourceRange;

/** Where a secret is to be had; the secret itself never stands in a file we read. */
sealed interface SecretSource {

  SourceRange range();

  /** {@code env("NAME")}. */
  record Variable(String name, SourceRange range) implements SecretSource {}

  /** {@code file("PATH")}. */
  record File(String path, SourceRange range) implements SecretSource {}
}
