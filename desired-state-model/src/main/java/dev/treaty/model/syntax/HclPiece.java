package dev.treaty.model.syntax;

import java.util.List;

/** A document of HCL with its comments, as the formatter lays it out. */
sealed interface HclPiece {

  /** Whether an empty line stands before it. */
  boolean spaced();

  /** A comment on lines of its own, verbatim. */
  record Remark(String text, boolean spaced) implements HclPiece {}

  /**
   * A key with a value, a block, or an element of a list.
   *
   * @param keys verbatim: none for an element, several for a block with labels
   * @param assigned whether {@code =} stands between
   * @param trailing comments behind it on its line; may be empty
   */
  record Item(List<String> keys, boolean assigned, Content content, String trailing, boolean spaced)
      implements HclPiece {}

  /** What stands under a key. */
  sealed interface Content {}

  /** A scalar, verbatim. */
  record Literal(String raw) implements Content {

    boolean isHeredoc() {
      return raw.startsWith("<<");
    }

    boolean isFlat() {
      return raw.indexOf('\n') < 0;
    }
  }

  /**
   * A map or a list.
   *
   * @param flat whether it stood on one line
   */
  record Group(boolean list, List<HclPiece> pieces, boolean flat) implements Content {}
}
