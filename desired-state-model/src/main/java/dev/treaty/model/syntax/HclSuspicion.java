package dev.treaty.model.syntax;

import dev.treaty.model.diagnostic.SourceRange;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Remembers the first closing brace whose indentation does not fit what it closes. When a bracket
 * turns out to be missing at the end of a file, it is most likely missing there.
 */
final class HclSuspicion {

  private final String text;
  private final int[] lineStarts;
  private Optional<String> hint = Optional.empty();

  HclSuspicion(SourceText source) {
    this.text = source.text();
    this.lineStarts =
        IntStream.concat(
                IntStream.of(0),
                IntStream.range(0, text.length())
                    .filter(i -> text.charAt(i) == '\n')
                    .map(i -> i + 1))
            .toArray();
  }

  void closes(HclOpening opening, SourceRange close) {
    if (hint.isPresent() || opening.range().startLine() == close.startLine()) {
      return;
    }
    boolean aloneOnItsLine = indentation(close.startLine()) == close.startColumn() - 1;
    if (aloneOnItsLine && close.startColumn() - 1 < indentation(opening.range().startLine())) {
      hint =
          Optional.of(
              "the \"}\" on line "
                  + close.startLine()
                  + " closes the \"{\" of \""
                  + opening.key()
                  + "\" on line "
                  + opening.range().startLine()
                  + ", but is not indented like it: probably a \"}\" or \"]\" is missing before it;"
                  + " a list is written [ … ]");
    }
  }

  Optional<String> hint() {
    return hint;
  }

  private int indentation(int line) {
    int start = lineStarts[line - 1];
    int at = start;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at - start;
  }
}
