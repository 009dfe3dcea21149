package dev.treaty.model.diagnostic;

/** How much a diagnostic matters: an error stops the pass, the others only inform. */
public enum Severity {
  ERROR,
  WARNING,
  NOTE;

  /** The lower-case word used in every output. */
  public String word() {
    return switch (this) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case NOTE -> "note";
    };
  }
}
