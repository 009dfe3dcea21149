package dev.treaty.model.syntax;

import dev.treaty.model.diagnostic.Diagnostic;

/** Carries one syntax fault from where it was found to where reading goes on. */
final class HclSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;

  HclSyntaxException(Diagnostic diagnostic) {
    super(diagnostic.message(), null, false, false);
    this.diagnostic = diagnostic;
  }

  Diagnostic diagnostic() {
    return diagnostic;
  }
}
