package dev.treaty.model.syntax;

import dev.treaty.model.diagnostic.SourceRange;

/**
 * A token of HCL 1.
 *
 * @param text the decoded text of a string or heredoc, the decimal form of a number, the identifier
 */
record HclToken(Type type, String text, SourceRange range) {

  /** What a token is. */
  enum Type {
    IDENTIFIER("a name"),
    TEXT("a text"),
    NUMBER("a number"),
    ASSIGN("\"=\""),
    COMMA("\",\""),
    OPEN_BRACE("\"{\""),
    CLOSE_BRACE("\"}\""),
    OPEN_BRACKET("\"[\""),
    CLOSE_BRACKET("\"]\""),
    OPEN_PAREN("\"(\""),
    CLOSE_PAREN("\")\""),
    END("the end of the file");

    private final String noun;

    Type(String noun) {
      this.noun = noun;
    }
  }

  boolean is(Type wanted) {
    return type == wanted;
  }

  /** The token in a user's words. */
  String noun() {
    return switch (type) {
      case IDENTIFIER -> "the name \"" + clip(text) + "\"";
      case TEXT -> "the text \"" + clip(text) + "\"";
      case NUMBER -> "the number " + clip(text);
      case ASSIGN,
          COMMA,
          OPEN_BRACE,
          CLOSE_BRACE,
          OPEN_BRACKET,
          CLOSE_BRACKET,
          OPEN_PAREN,
          CLOSE_PAREN,
          END ->
          type.noun;
    };
  }

  private static String clip(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
