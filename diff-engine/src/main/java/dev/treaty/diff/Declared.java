package dev.treaty.diff;

import dev.treaty.model.diagnostic.SourceRange;

/**
 * Where in the repository an object is declared.
 *
 * @param revision the commit that last changed the declaring file, or {@code work-tree}
 */
public record Declared(SourceRange range, String revision) {

  /** {@code file:line}. */
  public String at() {
    return range.file() + ":" + range.startLine();
  }
}
