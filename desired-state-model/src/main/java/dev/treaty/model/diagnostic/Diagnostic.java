package dev.treaty.model.diagnostic;

import java.util.Optional;

/**
 * One thing to tell the user about a document. Diagnostics are values: they are collected, never
 * thrown.
 *
 * @param code stable and documented, for example {@code TR0102}
 * @param range where it is; empty only where no file is concerned
 * @param keyPath the key concerned, for example {@code Services[0].Consumers[1].Peer}; may be empty
 * @param message what is wrong and what was expected, one sentence, never a secret's value
 * @param hint the nearest right name or the mend; may be empty
 * @param excerpt the source line concerned, without its newline; may be empty
 */
public record Diagnostic(
    String code,
    Severity severity,
    Optional<SourceRange> range,
    String keyPath,
    String message,
    String hint,
    String excerpt) {

  /** Nobody reads more, and what a file says must not flood a log. */
  private static final int MAX_LENGTH = 1000;

  public Diagnostic {
    keyPath = clipped(keyPath);
    message = clipped(message);
    hint = clipped(hint);
  }

  private static String clipped(String text) {
    if (text.length() <= MAX_LENGTH) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
    return text.substring(0, end) + "…";
  }

  /** An error at a place. */
  public static Diagnostic error(String code, SourceRange range, String keyPath, String message) {
    return new Diagnostic(code, Severity.ERROR, Optional.of(range), keyPath, message, "", "");
  }

  /** An error about a whole run or an input without a file. */
  public static Diagnostic error(String code, String message) {
    return new Diagnostic(code, Severity.ERROR, Optional.empty(), "", message, "", "");
  }

  /** A warning at a place. */
  public static Diagnostic warning(String code, SourceRange range, String keyPath, String message) {
    return new Diagnostic(code, Severity.WARNING, Optional.of(range), keyPath, message, "", "");
  }

  public Diagnostic withHint(String newHint) {
    return new Diagnostic(code, severity, range, keyPath, message, newHint, excerpt);
  }

  public Diagnostic withExcerpt(String newExcerpt) {
    return new Diagnostic(code, severity, range, keyPath, message, hint, newExcerpt);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
