package dev.treaty.agent.filter;

/** What a match does with the value at its selector. */
enum MatchOperator {
  EQUAL("Equal"),
  NOT_EQUAL("Not Equal"),
  IN("In"),
  NOT_IN("Not In"),
  IS_EMPTY("Is Empty"),
  IS_NOT_EMPTY("Is Not Empty"),
  MATCHES("Matches"),
  NOT_MATCHES("Not Matches");

  private final String display;

  MatchOperator(String display) {
    this.display = display;
  }

  /** The name in error texts. */
  String display() {
    return display;
  }

  /**
   * What the match says of a map that lacks the key: only these three deny, also {@code matches} is
   * true.
   */
  boolean whenKeyIsMissing() {
    return switch (this) {
      case EQUAL, IN, IS_NOT_EMPTY -> false;
      case NOT_EQUAL, NOT_IN, IS_EMPTY, MATCHES, NOT_MATCHES -> true;
    };
  }
}
