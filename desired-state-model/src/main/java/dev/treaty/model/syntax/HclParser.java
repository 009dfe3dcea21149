package dev.treaty.model.syntax;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Recursive descent over the tokens of one HCL 1 document. */
final class HclParser {

  private static final int MAX_FAULTS = 10;

  private final SourceText source;
  private final HclLexer lexer;
  private final List<Diagnostic> faults = new ArrayList<>();
  private final HclSuspicion suspicion;
  private HclToken token;
  private String previousKey = "";
  private boolean stopped = false;

  HclParser(SourceText source) {
    this.source = source;
    this.lexer = new HclLexer(source);
    this.suspicion = new HclSuspicion(source);
    this.token = new HclToken(HclToken.Type.END, "", SourceRange.at(source.file(), 1, 1));
  }

  Parsed document() {
    recoverableAdvance();
    SourceRange start = token.range();
    HclObject root = new HclObject();
    body(root, Optional.empty(), 0);
    SourceRange range =
        new SourceRange(
            source.file(),
            start.startLine(),
            start.startColumn(),
            token.range().endLine(),
            token.range().endColumn());
    return new Parsed(
        Optional.of(root.toNode(range)), faults.stream().map(source::withExcerpt).toList());
  }

  /** Reads items up to the end of the file, or to the brace that closes {@code open}. */
  private void body(HclObject into, Optional<HclOpening> open, int depth) {
    while (!stopped) {
      if (token.is(HclToken.Type.END)) {
        open.ifPresent(opening ->
            fatal(HclFaults.expected("\"}\"", token).withHint(neverClosed(opening, "}"))));
        return;
      }
      if (token.is(HclToken.Type.CLOSE_BRACE) && open.isPresent()) {
        return;
      }
      int line = token.range().startLine();
      try {
        item(into, open, depth);
        if (token.is(HclToken.Type.COMMA)) {
          advance();
          if (token.is(HclToken.Type.OPEN_BRACE)) {
            fatal(HclFaults.elementsWithoutList(token, previousKey));
          }
        }
      } catch (HclSyntaxException e) {
        report(e.diagnostic());
        resume(Math.max(line, faultLine(e)));
      }
    }
  }

  private void item(HclObject into, Optional<HclOpening> open, int depth)
      throws HclSyntaxException {
    List<HclToken> keys = new ArrayList<>();
    while (token.is(HclToken.Type.IDENTIFIER) || token.is(HclToken.Type.TEXT)) {
      keys.add(token);
      advance();
    }
    if (keys.isEmpty()) {
      Diagnostic fault = HclFaults.expectedKey(token, open, into.isEmpty() ? "" : previousKey);
      if (token.is(HclToken.Type.OPEN_BRACE)
          || token.is(HclToken.Type.CLOSE_BRACKET)
          || token.is(HclToken.Type.CLOSE_BRACE)
          || token.is(HclToken.Type.OPEN_BRACKET)) {
        fatal(fault);
        return;
      }
      throw new HclSyntaxException(fault);
    }
    HclToken key = keys.getFirst();
    String name = keys.getLast().text();
    if (token.is(HclToken.Type.ASSIGN)) {
      if (keys.size() > 1) {
        throw new HclSyntaxException(HclFaults.severalKeys(keys));
      }
      HclToken assign = token;
      advance();
      Node value = value(key, assign, depth);
      previousKey = key.text();
      into.attribute(key, value).ifPresent(this::report);
    } else if (token.is(HclToken.Type.OPEN_BRACE)) {
      Node value = object(key.text(), depth + keys.size());
      if (stopped) {
        return;
      }
      previousKey = key.text();
      into.block(keys, value).ifPresent(this::report);
    } else {
      throw new HclSyntaxException(HclFaults.noAssign(token, name, keys.size() > 1));
    }
  }

  private Node value(HclToken key, HclToken before, int depth) throws HclSyntaxException {
    HclToken first = token;
    return switch (first.type()) {
      case TEXT -> {
        advance();
        yield new Node.TextNode(first.text(), first.range());
      }
      case NUMBER -> {
        advance();
        yield new Node.NumberNode(first.text(), first.range());
      }
      case OPEN_BRACE -> object(key.text(), depth + 1);
      case OPEN_BRACKET -> list(key, depth + 1);
      case IDENTIFIER -> word(key, before);
      case ASSIGN, COMMA, CLOSE_BRACE, CLOSE_BRACKET, OPEN_PAREN, CLOSE_PAREN, END ->
          throw new HclSyntaxException(HclFaults.noValue(first, key.text(), before));
    };
  }

  private Node word(HclToken key, HclToken before) throws HclSyntaxException {
    HclToken word = token;
    if (word.text().equals("true") || word.text().equals("false")) {
      advance();
      return new Node.FlagNode(word.text().equals("true"), word.range());
    }
    advance();
    if (token.is(HclToken.Type.OPEN_PAREN)) {
      advance();
      HclToken argument = expect(HclToken.Type.TEXT, "a text in quotes");
      HclToken close = expect(HclToken.Type.CLOSE_PAREN, "\")\"");
      return new Node.CallNode(
          word.text(), argument.text(), HclFaults.join(word.range(), close.range()));
    }
    throw new HclSyntaxException(HclFaults.bareWord(word, key.text(), before, token));
  }

  private HclToken expect(HclToken.Type type, String noun) throws HclSyntaxException {
    HclToken found = token;
    if (!found.is(type)) {
      throw new HclSyntaxException(HclFaults.expected(noun, found));
    }
    advance();
    return found;
  }

  private Node object(String key, int depth) throws HclSyntaxException {
    HclToken start = token;
    checkDepth(depth);
    advance();
    HclObject object = new HclObject();
    body(object, Optional.of(new HclOpening(key, start.range())), depth);
    SourceRange end = token.range();
    if (!stopped) {
      suspicion.closes(new HclOpening(key, start.range()), end);
      advance();
    }
    return object.toNode(HclFaults.join(start.range(), end));
  }

  private Node list(HclToken key, int depth) throws HclSyntaxException {
    HclToken start = token;
    HclOpening opening = new HclOpening(key.text(), start.range());
    checkDepth(depth);
    advance();
    List<Node> items = new ArrayList<>();
    HclToken before = start;
    while (!stopped && !token.is(HclToken.Type.CLOSE_BRACKET)) {
      if (token.is(HclToken.Type.END) || token.is(HclToken.Type.CLOSE_BRACE)) {
        fatal(HclFaults.expected("an element or \"]\"", token).withHint(neverClosed(opening, "]")));
        break;
      }
      items.add(value(key, before, depth));
      if (stopped) {
        break;
      }
      if (token.is(HclToken.Type.COMMA)) {
        before = token;
        advance();
      } else if (!token.is(HclToken.Type.CLOSE_BRACKET)) {
        fatal(HclFaults.inList(token, opening));
      }
    }
    SourceRange end = token.range();
    if (!stopped) {
      advance();
    }
    return new Node.ListNode(items, HclFaults.join(start.range(), end));
  }

  private String neverClosed(HclOpening opening, String bracket) {
    return suspicion.hint().orElseGet(() -> opening.neverClosed(bracket));
  }

  private void checkDepth(int depth) {
    if (depth > Limits.MAX_DEPTH) {
      fatal(
          DiagnosticCode.TOO_LARGE.at(
              token.range(), "", "values are nested more than " + Limits.MAX_DEPTH + " deep"));
    }
  }

  private void advance() throws HclSyntaxException {
    token = lexer.next();
  }

  /** Advances past faults of the lexer, reporting them, until there are enough of them. */
  private void recoverableAdvance() {
    while (!stopped) {
      try {
        advance();
        return;
      } catch (HclSyntaxException e) {
        report(e.diagnostic());
      }
    }
  }

  /** After a fault: goes to the first key or closing brace on a later line, past nested braces. */
  private void resume(int line) {
    int nested = 0;
    while (!stopped) {
      boolean later = token.range().startLine() > line;
      switch (token.type()) {
        case END -> {
          return;
        }
        case OPEN_BRACE, OPEN_BRACKET -> nested++;
        case CLOSE_BRACE, CLOSE_BRACKET -> {
          if (nested == 0) {
            return;
          }
          nested--;
        }
        case IDENTIFIER, TEXT -> {
          if (later && nested == 0) {
            return;
          }
        }
        case NUMBER, ASSIGN, COMMA, OPEN_PAREN, CLOSE_PAREN -> {}
      }
      recoverableAdvance();
    }
  }

  private int faultLine(HclSyntaxException e) {
    return e.diagnostic().range().map(SourceRange::startLine).orElse(0);
  }

  private void report(Diagnostic diagnostic) {
    if (!stopped && !followsFromTheLast(diagnostic)) {
      faults.add(diagnostic);
      stopped = faults.size() >= MAX_FAULTS;
    }
  }

  /** A second syntax fault on one line is nearly always a consequence of the first. */
  private boolean followsFromTheLast(Diagnostic diagnostic) {
    if (faults.isEmpty() || !faults.getLast().code().equals(diagnostic.code())) {
      return false;
    }
    return diagnostic.code().equals(DiagnosticCode.HCL_SYNTAX.id())
        && faults
            .getLast()
            .range()
            .map(SourceRange::startLine)
            .equals(diagnostic.range().map(SourceRange::startLine));
  }

  /** A fault after which nothing more can be said with sense. */
  private void fatal(Diagnostic diagnostic) {
    report(diagnostic);
    stopped = true;
  }
}
