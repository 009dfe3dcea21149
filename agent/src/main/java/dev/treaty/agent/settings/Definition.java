package dev.treaty.agent.settings;

import dev.treaty.model.diagnostic.SourceRange;

/**
 * A service or a check that a configuration file tells of.
 *
 * @param json as the API takes it; it may hold a token
 * @param range where it is told
 */
public record Definition(Kind kind, String json, SourceRange range) {

  /** What is defined. */
  public enum Kind {
    SERVICE,
    CHECK
  }

  @Override
  public String toString() {
    return kind + " at " + range.position();
  }
}
