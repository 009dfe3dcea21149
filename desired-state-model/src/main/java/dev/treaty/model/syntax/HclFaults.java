package dev.treaty.model.syntax;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import java.util.List;
import java.util.Optional;

/** The words for what is wrong with an HCL document. */
final class HclFaults {

  private HclFaults() {}

  static Diagnostic expected(String noun, HclToken found) {
    return fault(found, "expected " + noun + ", found " + found.noun());
  }

  static Diagnostic expectedKey(HclToken found, Optional<HclOpening> open, String lastKey) {
    return switch (found.type()) {
      case OPEN_BRACE ->
          elementsWithoutList(
              found, lastKey.isEmpty() ? open.map(HclOpening::key).orElse("") : lastKey);
      case CLOSE_BRACKET ->
          open.map(opening ->
                  expected("a key or \"}\"", found)
                      .withHint(
                          "no list is open here, but the \"{\" of \""
                              + opening.key()
                              + "\" on line "
                              + opening.range().startLine()
                              + " is; a list is written [ … ]"))
              .orElseGet(() ->
                  expected("a key", found)
                      .withHint("no list is open here; a list is written [ … ]"));
      case CLOSE_BRACE ->
          expected("a key", found)
              .withHint("nothing is open here; remove it, or look for a missing \"{\" above");
      case OPEN_BRACKET ->
          expected("a key", found).withHint("a list needs a key: Services = [ … ]");
      case ASSIGN -> expected("a key before it", found).withHint("write Key = value");
      case COMMA -> expected("a key", found).withHint("remove the comma");
      case NUMBER -> expected("a key", found).withHint("a key that is a number needs quotes");
      case IDENTIFIER, TEXT, OPEN_PAREN, CLOSE_PAREN, END -> expected("a key", found);
    };
  }

  static Diagnostic elementsWithoutList(HclToken brace, String lastKey) {
    String key = lastKey.isEmpty() ? "Services" : lastKey;
    return expected("a key", brace)
        .withHint(
            "several elements need list brackets; a list is written [ … ]: "
                + key
                + " = [ { … }, { … } ]");
  }

  static Diagnostic severalKeys(List<HclToken> keys) {
    HclToken second = keys.get(1);
    return fault(
            second,
            "expected \"=\" after \"" + keys.getFirst().text() + "\", found " + second.noun())
        .withHint("write Key = value; only blocks have labels, as in Key \"label\" { … }");
  }

  static Diagnostic noAssign(HclToken found, String key, boolean labelled) {
    Diagnostic fault =
        expected(
            labelled
                ? "\"{\" after the label \"" + key + "\""
                : "\"=\" or \"{\" after \"" + key + "\"",
            found);
    return switch (found.type()) {
      case OPEN_BRACKET -> fault.withHint("a list is written " + key + " = [ … ]");
      case NUMBER -> fault.withHint("write " + key + " = " + found.text());
      case IDENTIFIER,
          TEXT,
          ASSIGN,
          COMMA,
          OPEN_BRACE,
          CLOSE_BRACE,
          CLOSE_BRACKET,
          OPEN_PAREN,
          CLOSE_PAREN,
          END ->
          fault.withHint("write " + key + " = value");
    };
  }

  static Diagnostic noValue(HclToken found, String key, HclToken before) {
    Diagnostic fault;
    if (before.is(HclToken.Type.ASSIGN)) {
      fault = expected("a value for \"" + key + "\"", found);
    } else {
      fault = expected("an element of \"" + key + "\" or \"]\"", found);
    }
    if (found.is(HclToken.Type.COMMA)) {
      return fault.withHint("remove the comma, or write the value that is missing before it");
    }
    return fault.withHint("a text is written \"…\", a list [ … ], a map { … }");
  }

  static Diagnostic bareWord(HclToken word, String key, HclToken before, HclToken next) {
    boolean element = !before.is(HclToken.Type.ASSIGN);
    if (next.is(HclToken.Type.ASSIGN) || next.is(HclToken.Type.OPEN_BRACE)) {
      String what = element ? "an element of \"" + key + "\"" : "a value for \"" + key + "\"";
      String mend =
          element
              ? "an element with keys needs braces: { " + word.text() + " = … }"
              : "a list is written [ … ], a map { … }: "
                  + key
                  + " = [ { "
                  + word.text()
                  + " = … } ]";
      return expected(what, word).withHint(mend);
    }
    return expected(element ? "an element of \"" + key + "\"" : "a value for \"" + key + "\"", word)
        .withHint("a text needs quotes: \"" + word.text() + "\"");
  }

  static Diagnostic inList(HclToken found, HclOpening opening) {
    Diagnostic fault = expected("\",\" or \"]\" in the list \"" + opening.key() + "\"", found);
    return switch (found.type()) {
      case CLOSE_BRACE, END, ASSIGN -> fault.withHint(opening.neverClosed("]"));
      case IDENTIFIER,
          TEXT,
          NUMBER,
          COMMA,
          OPEN_BRACE,
          OPEN_BRACKET,
          CLOSE_BRACKET,
          OPEN_PAREN,
          CLOSE_PAREN ->
          fault.withHint("separate the elements with commas: [ a, b ]");
    };
  }

  static SourceRange join(SourceRange from, SourceRange to) {
    return new SourceRange(
        from.file(), from.startLine(), from.startColumn(), to.endLine(), to.endColumn());
  }

  private static Diagnostic fault(HclToken at, String message) {
    return DiagnosticCode.HCL_SYNTAX.at(at.range(), "", message);
  }
}
