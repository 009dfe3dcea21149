package dev.treaty.diff;

/** The verb of a change. */
public enum Action {
  CREATE("+", "create"),
  UPDATE("~", "update"),
  /** Delete, then create: only peerings, which cannot be changed in place. */
  REPLACE("-/+", "replace"),
  DELETE("-", "delete"),
  KEEP(" ", "keep"),
  /** Nothing is done, but a person should know. */
  REPORT("!", "report");

  private final String symbol;
  private final String word;

  Action(String symbol, String word) {
    this.symbol = symbol;
    this.word = word;
  }

  /** Terraform's symbol for it. */
  public String symbol() {
    return symbol;
  }

  /** The lower-case word used in outputs. */
  public String word() {
    return word;
  }

  /** Whether something is written to a cluster. */
  public boolean isWrite() {
    return switch (this) {
      case CREATE, UPDATE, REPLACE, DELETE -> true;
      case KEEP, REPORT -> false;
    };
  }
}
