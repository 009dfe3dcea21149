package dev.treaty.reconcile.report;

/** How results are written. */
public enum Format {
  TEXT,
  JSON,
  NDJSON,
  MARKDOWN,
  SARIF,
  JUNIT,
  GITHUB;

  /** Whether diagnostics are part of the result instead of standing on stderr. */
  public boolean holdsDiagnostics() {
    return switch (this) {
      case JSON, NDJSON, SARIF, JUNIT, GITHUB -> true;
      case TEXT, MARKDOWN -> false;
    };
  }
}
