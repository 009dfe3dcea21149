package dev.treaty.model.syntax;

import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;

/** Cuts HCL 1 into tokens; comments and white space are skipped. Linear in the text's length. */
final class HclLexer {

  private final String file;
  private final String text;
  private int at = 0;
  private int line = 1;
  private int lineStart = 0;

  /** Where the last token ended: what is missing at the end of a file is missing there. */
  private int endLine = 1;

  private int endColumn = 1;

  HclLexer(SourceText source) {
    this.file = source.file();
    this.text = source.text();
  }

  /** The next token; {@link HclToken.Type#END} again and again at the end. */
  HclToken next() throws HclSyntaxException {
    skipBlanks();
    int startLine = line;
    int startColumn = column();
    if (at >= text.length()) {
      return new HclToken(HclToken.Type.END, "", SourceRange.at(file, endLine, endColumn));
    }
    char c = text.charAt(at);
    HclToken.Type single =
        switch (c) {
          case '=' -> HclToken.Type.ASSIGN;
          case ',' -> HclToken.Type.COMMA;
          case '{' -> HclToken.Type.OPEN_BRACE;
          case '}' -> HclToken.Type.CLOSE_BRACE;
          case '[' -> HclToken.Type.OPEN_BRACKET;
          case ']' -> HclToken.Type.CLOSE_BRACKET;
          case '(' -> HclToken.Type.OPEN_PAREN;
          case ')' -> HclToken.Type.CLOSE_PAREN;
          default -> HclToken.Type.END;
        };
    if (single != HclToken.Type.END) {
      at++;
      return token(single, String.valueOf(c), startLine, startColumn);
    }
    if (c == '"') {
      HclStrings.Scan scan = HclStrings.quoted(text, at);
      return string(scan, startLine, startColumn);
    }
    if (text.startsWith("<<", at)) {
      HclStrings.Scan scan = HclStrings.heredoc(text, at);
      return string(scan, startLine, startColumn);
    }
    if (isDigit(c) || (c == '-' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
      return number(startLine, startColumn);
    }
    if (Character.isLetter(text.codePointAt(at)) || c == '_') {
      int start = at;
      while (at < text.length() && isNamePart(text.codePointAt(at))) {
        at += Character.charCount(text.codePointAt(at));
      }
      return token(HclToken.Type.IDENTIFIER, text.substring(start, at), startLine, startColumn);
    }
    String shown =
        c < 0x20 || c == 0x7f
            ? "a control character"
            : "\"" + Character.toString(text.codePointAt(at)) + "\"";
    at += Character.charCount(text.codePointAt(at));
    String hint = "";
    if (c == '\'') {
      hint = "texts are written in double quotes";
    } else if (c == '“' || c == '”' || c == '„') {
      hint = "these are typographic quotes; write straight ones: \"";
    } else if (c == ':') {
      hint = "HCL writes Key = value, not Key: value";
    }
    throw fault(startLine, startColumn, shown + " means nothing in HCL here", hint);
  }

  /** Goes to the beginning of the next line, to read on after a fault. */
  void skipLine() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
  }

  private HclToken string(HclStrings.Scan scan, int startLine, int startColumn)
      throws HclSyntaxException {
    switch (scan) {
      case HclStrings.Scan.Text(String decoded, int end) -> {
        moveTo(end);
        return token(HclToken.Type.TEXT, decoded, startLine, startColumn);
      }
      case HclStrings.Scan.Fault(String message, String hint, int where, int end) -> {
        moveTo(where);
        int faultLine = line;
        int faultColumn = column();
        moveTo(Math.max(end, where));
        throw fault(faultLine, faultColumn, message, hint);
      }
    }
  }

  private HclToken number(int startLine, int startColumn) throws HclSyntaxException {
    int start = at;
    at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean signOfExponent =
          (c == '-' || c == '+') && (text.charAt(at - 1) == 'e' || text.charAt(at - 1) == 'E');
      if (!signOfExponent && c != '.' && !isNamePart(c)) {
        break;
      }
      at++;
    }
    String raw = text.substring(start, at);
    return switch (HclNumber.decimal(raw)) {
      case HclNumber.Read(String decimal) ->
          token(HclToken.Type.NUMBER, decimal, startLine, startColumn);
      case HclNumber.Bad(String message, String hint) ->
          throw fault(startLine, startColumn, message, hint);
    };
  }

  private void skipBlanks() throws HclSyntaxException {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        at++;
        line++;
        lineStart = at;
      } else if (c == ' ' || c == '\t' || c == '\r') {
        at++;
      } else if (c == '#' || text.startsWith("//", at)) {
        skipLine();
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
          int startLine = line;
          int startColumn = column();
          moveTo(text.length());
          throw fault(startLine, startColumn, "this comment is never closed", "close it with */");
        }
        moveTo(end + 2);
      } else {
        return;
      }
    }
  }

  /** Moves forward, counting the lines passed. */
  private void moveTo(int end) {
    for (; at < end; at++) {
      if (text.charAt(at) == '\n') {
        line++;
        lineStart = at + 1;
      }
    }
  }

  private int column() {
    return at - lineStart + 1;
  }

  private HclToken token(HclToken.Type type, String decoded, int startLine, int startColumn) {
    endLine = line;
    endColumn = column();
    return new HclToken(
        type, decoded, new SourceRange(file, startLine, startColumn, endLine, endColumn));
  }

  private HclSyntaxException fault(int faultLine, int faultColumn, String message, String hint) {
    return new HclSyntaxException(
        DiagnosticCode.HCL_SYNTAX
            .at(SourceRange.at(file, faultLine, faultColumn), "", message)
            .withHint(hint));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNamePart(int c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }
}
