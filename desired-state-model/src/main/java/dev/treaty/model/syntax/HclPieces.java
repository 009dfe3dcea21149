package dev.treaty.model.syntax;

import dev.treaty.model.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Takes a readable HCL document apart without losing its comments. */
final class HclPieces {

  /** A token, or a comment, with its place in the text. */
  private record Part(HclToken.Type type, boolean comment, int start, int end, int line) {

    boolean is(HclToken.Type wanted) {
      return !comment && type == wanted;
    }
  }

  private final String text;
  private final List<Part> parts = new ArrayList<>();
  private int next = 0;
  private int lastEnd = 0;

  /** Comments at places where none can stay; they go before the item. */
  private final List<String> moved = new ArrayList<>();

  private HclPieces(String text) {
    this.text = text;
  }

  /**
   * The pieces of a document.
   *
   * @throws IllegalStateException if the document has a fault
   */
  static List<HclPiece> of(SourceText source) {
    HclPieces pieces = new HclPieces(source.text());
    try {
      pieces.cut(source);
    } catch (HclSyntaxException e) {
      throw new IllegalStateException("the document was readable a moment ago", e);
    }
    return pieces.pieces(HclToken.Type.END, false);
  }

  /** A stretch of the text. */
  record Span(int start, int end) {}

  /** Where the comments of a readable document stand. */
  static List<Span> comments(SourceText source) {
    HclPieces pieces = new HclPieces(source.text());
    try {
      pieces.cut(source);
    } catch (HclSyntaxException e) {
      throw new IllegalStateException("the document was readable a moment ago", e);
    }
    return pieces.parts.stream()
        .filter(Part::comment)
        .map(part -> new Span(part.start(), part.end()))
        .toList();
  }

  private void cut(SourceText source) throws HclSyntaxException {
    int[] lines =
        IntStream.concat(
                IntStream.of(0),
                IntStream.range(0, text.length())
                    .filter(i -> text.charAt(i) == '\n')
                    .map(i -> i + 1))
            .toArray();
    HclLexer lexer = new HclLexer(source);
    int end = 0;
    while (true) {
      HclToken token = lexer.next();
      boolean last = token.is(HclToken.Type.END);
      SourceRange range = token.range();
      int start = last ? text.length() : lines[range.startLine() - 1] + range.startColumn() - 1;
      comments(end, start);
      end = last ? start : lines[range.endLine() - 1] + range.endColumn() - 1;
      parts.add(new Part(token.type(), false, start, end, range.startLine()));
      if (last) {
        return;
      }
    }
  }

  private void comments(int from, int to) {
    for (int at = from; at < to; at++) {
      char c = text.charAt(at);
      int end = at;
      if (c == '#' || text.startsWith("//", at)) {
        end = text.indexOf('\n', at);
        end = end < 0 || end > to ? to : end;
      } else if (text.startsWith("/*", at)) {
        end = text.indexOf("*/", at + 2) + 2;
      }
      if (end > at) {
        parts.add(new Part(HclToken.Type.END, true, at, end, 0));
        at = end - 1;
      }
    }
  }

  /** A comment and those that follow it on its line. */
  private String comments(String first) {
    StringBuilder all = new StringBuilder(first);
    boolean line = first.indexOf('\n') < 0;
    while (line && peek().comment() && newlinesBefore(peek()) == 0) {
      String raw = text.substring(peek().start(), peek().end()).stripTrailing();
      line = raw.indexOf('\n') < 0;
      if (line) {
        all.append(' ').append(raw);
        take();
      }
    }
    return all.toString();
  }

  private Part peek() {
    return parts.get(next);
  }

  private Part take() {
    Part part = parts.get(next++);
    lastEnd = part.end();
    return part;
  }

  /** The next token; comments before it are moved before the item that is being read. */
  private Part token() {
    while (peek().comment()) {
      moved.add(raw(take()));
    }
    return take();
  }

  private boolean nextTokenIs(HclToken.Type type) {
    int at = next;
    while (parts.get(at).comment()) {
      at++;
    }
    return parts.get(at).is(type);
  }

  private String raw(Part part) {
    return text.substring(part.start(), part.end()).stripTrailing();
  }

  private int newlinesBefore(Part part) {
    int count = 0;
    for (int at = lastEnd; at < part.start(); at++) {
      count += text.charAt(at) == '\n' ? 1 : 0;
    }
    return count;
  }

  private List<HclPiece> pieces(HclToken.Type closing, boolean list) {
    List<HclPiece> pieces = new ArrayList<>();
    while (!peek().is(closing)) {
      Part part = peek();
      boolean newLine = newlinesBefore(part) > 0;
      boolean spaced = newlinesBefore(part) > 1 && !pieces.isEmpty();
      if (part.comment()) {
        take();
        boolean trails = !newLine && !pieces.isEmpty() && pieces.getLast() instanceof HclPiece.Item;
        comment(pieces, trails ? comments(raw(part)) : raw(part), newLine, spaced);
      } else if (part.is(HclToken.Type.COMMA)) {
        take();
      } else {
        int before = moved.size();
        HclPiece.Item item = list ? element(spaced) : item(spaced);
        for (String comment : moved.subList(before, moved.size())) {
          pieces.add(new HclPiece.Remark(comment, spaced));
        }
        boolean moves = moved.size() > before;
        moved.subList(before, moved.size()).clear();
        pieces.add(
            moves
                ? new HclPiece.Item(item.keys(), item.assigned(), item.content(), "", false)
                : item);
      }
    }
    take();
    return pieces;
  }

  /** A comment belongs to the item on whose last line it stands, or to nobody. */
  private static void comment(
      List<HclPiece> pieces, String comment, boolean newLine, boolean spaced) {
    boolean lines = comment.indexOf('\n') >= 0;
    if (!newLine
        && !lines
        && !pieces.isEmpty()
        && pieces.getLast() instanceof HclPiece.Item item
        && !item.trailing().startsWith("#")
        && !item.trailing().startsWith("//")) {
      String trailing = item.trailing().isEmpty() ? comment : item.trailing() + " " + comment;
      pieces.set(
          pieces.size() - 1,
          new HclPiece.Item(item.keys(), item.assigned(), item.content(), trailing, item.spaced()));
    } else {
      pieces.add(new HclPiece.Remark(comment, spaced));
    }
  }

  private HclPiece.Item item(boolean spaced) {
    List<String> keys = new ArrayList<>();
    while (nextTokenIs(HclToken.Type.IDENTIFIER) || nextTokenIs(HclToken.Type.TEXT)) {
      keys.add(raw(token()));
    }
    boolean assigned = nextTokenIs(HclToken.Type.ASSIGN);
    if (assigned) {
      token();
    }
    return new HclPiece.Item(keys, assigned, content(), "", spaced);
  }

  private HclPiece.Item element(boolean spaced) {
    return new HclPiece.Item(List.of(), false, content(), "", spaced);
  }

  private HclPiece.Content content() {
    Part first = token();
    if (first.is(HclToken.Type.OPEN_BRACE) || first.is(HclToken.Type.OPEN_BRACKET)) {
      boolean list = first.is(HclToken.Type.OPEN_BRACKET);
      HclToken.Type closing = list ? HclToken.Type.CLOSE_BRACKET : HclToken.Type.CLOSE_BRACE;
      List<HclPiece> inner = pieces(closing, list);
      boolean flat = text.indexOf('\n', first.start(), lastEnd) < 0;
      return new HclPiece.Group(list, inner, flat);
    }
    if (nextTokenIs(HclToken.Type.OPEN_PAREN)) {
      token();
      String argument = raw(token());
      token();
      return new HclPiece.Literal(raw(first) + "(" + argument + ")");
    }
    String raw = raw(first);
    return new HclPiece.Literal(raw.startsWith("<<") ? raw.replace("\r\n", "\n") : raw);
  }
}
