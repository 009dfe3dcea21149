package dev.treaty.model.syntax;

import dev.treaty.model.diagnostic.SourceRange;

/** A bracket that was opened, to point back at it. */
record HclOpening(String key, SourceRange range) {

  String neverClosed(String closing) {
    String bracket = closing.equals("}") ? "{" : "[";
    return "the \""
        + bracket
        + "\" of \""
        + key
        + "\" on line "
        + range.startLine()
        + ", column "
        + range.startColumn()
        + " is never closed: "
        + (closing.equals("}") ? "a map is written { … }" : "a list is written [ … ]");
  }
}
