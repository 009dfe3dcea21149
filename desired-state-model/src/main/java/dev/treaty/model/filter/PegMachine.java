package dev.treaty.model.filter;

import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.GoLiteral;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs {@link Grammar} over a text and remembers the farthest failure, from which the error text is
 * made.
 *
 * <p>Results of rules are memoised: without that, nested parentheses cost exponential time. The
 * books on failures stay the same, because a repeated rule would only note what is noted already.
 */
final class PegMachine {

  private record Memo(String rule, int at, boolean inverted) {}

  private record Fit(int end, List<FilterSyntax.Tree> node) {}

  private static final int MISS = -1;
  private static final Fit NO_FIT = new Fit(MISS, List.of());

  /** Deeper nesting is refused, so that no text can exhaust the stack. */
  private static final int MAX_DEPTH = 500;

  /** As much as an HTTP request's first line holds. */
  private static final int MAX_LENGTH = 64 * 1024;

  private final int[] text;
  private final Map<Memo, Fit> memo = new HashMap<>();
  private final Set<String> complaints = new LinkedHashSet<>();
  private final Set<String> expected = new TreeSet<>();
  private String rule = Grammar.START;
  private int farthest;
  private boolean inverted;
  private int depth;
  private boolean tooDeep;

  private PegMachine(String text) {
    this.text = text.codePoints().toArray();
  }

  /** The tree of the whole text, or why there is none. */
  static FilterSyntax.Outcome parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return new FilterSyntax.Refused("the expression has more than " + MAX_LENGTH + " characters");
    }
    PegMachine machine = new PegMachine(text);
    List<FilterSyntax.Tree> found = new ArrayList<>();
    int end = machine.rule(Grammar.START, 0, found);
    if (machine.tooDeep) {
      return new FilterSyntax.Refused("the expression is nested too deeply");
    }
    if (end == MISS && machine.complaints.isEmpty()) {
      machine.complaints.add(machine.position(machine.farthest) + ": " + machine.expectation());
    }
    if (!machine.complaints.isEmpty()) {
      return new FilterSyntax.Refused(String.join("\n", machine.complaints));
    }
    return new FilterSyntax.Parsed(found.getFirst());
  }

  /** Goes straight to rules and sequences: nesting costs few frames, so the stack reaches far. */
  private int fit(Grammar.Peg peg, int at, List<FilterSyntax.Tree> out) {
    if (peg instanceof Grammar.Rule(String name)) {
      return rule(name, at, out);
    }
    if (peg instanceof Grammar.Sequence(List<Grammar.Peg> parts)) {
      return sequence(parts, at, out);
    }
    return other(peg, at, out);
  }

  private int other(Grammar.Peg peg, int at, List<FilterSyntax.Tree> out) {
    return switch (peg) {
      case Grammar.Literal(String wanted) -> literal(wanted, at);
      case Grammar.Chars chars ->
          one(at, at < text.length && chars.contains(text[at]), chars.shown());
      case Grammar.Any() -> one(at, at < text.length, ".");
      case Grammar.Sequence(List<Grammar.Peg> parts) -> sequence(parts, at, out);
      case Grammar.Choice(List<Grammar.Peg> alternatives) -> choice(alternatives, at, out);
      case Grammar.Repeat(Grammar.Peg part, int least, int most) ->
          repeat(part, least, most, at, out);
      case Grammar.Look(Grammar.Peg part, boolean wanted) -> look(part, wanted, at);
      case Grammar.Rule(String name) -> rule(name, at, out);
      case Grammar.Complain(String message) -> {
        complain(message, at);
        yield MISS;
      }
    };
  }

  private int literal(String wanted, int at) {
    boolean fits = at + wanted.length() <= text.length;
    for (int i = 0; fits && i < wanted.length(); i++) {
      fits = text[at + i] == wanted.charAt(i);
    }
    note(fits, at, GoFormat.quote(wanted));
    return fits ? at + wanted.length() : MISS;
  }

  private int one(int at, boolean fits, String shown) {
    note(fits, at, shown);
    return fits ? at + 1 : MISS;
  }

  private int sequence(List<Grammar.Peg> parts, int at, List<FilterSyntax.Tree> out) {
    int mark = out.size();
    int here = at;
    for (Grammar.Peg part : parts) {
      here =
          part instanceof Grammar.Rule(String name) ? rule(name, here, out) : fit(part, here, out);
      if (here == MISS) {
        out.subList(mark, out.size()).clear();
        return MISS;
      }
    }
    return here;
  }

  private int choice(List<Grammar.Peg> alternatives, int at, List<FilterSyntax.Tree> out) {
    for (Grammar.Peg alternative : alternatives) {
      int end = fit(alternative, at, out);
      if (end != MISS) {
        return end;
      }
    }
    return MISS;
  }

  private int repeat(Grammar.Peg part, int least, int most, int at, List<FilterSyntax.Tree> out) {
    int here = at;
    for (int times = 0; times < most; times++) {
      int next = fit(part, here, out);
      if (next == MISS) {
        return times < least ? MISS : here;
      }
      here = next;
    }
    return here;
  }

  private int look(Grammar.Peg part, boolean wanted, int at) {
    if (!wanted) {
      inverted = !inverted;
    }
    boolean fits = fit(part, at, new ArrayList<>()) != MISS;
    if (!wanted) {
      inverted = !inverted;
    }
    return fits == wanted ? at : MISS;
  }

  private int rule(String name, int at, List<FilterSyntax.Tree> out) {
    Memo key = new Memo(name, at, inverted);
    Fit known = memo.get(key);
    if (known != null) {
      out.addAll(known.node());
      return known.end();
    }
    if (tooDeep || depth >= MAX_DEPTH) {
      tooDeep = true;
      return MISS;
    }
    depth++;
    String outer = rule;
    rule = name;
    int end = MISS;
    List<Grammar.Peg> alternatives = Grammar.RULES.getOrDefault(name, List.of());
    for (int i = 0; i < alternatives.size() && end == MISS; i++) {
      List<FilterSyntax.Tree> children = new ArrayList<>();
      Grammar.Peg alternative = alternatives.get(i);
      end =
          alternative instanceof Grammar.Sequence(List<Grammar.Peg> parts)
              ? sequence(parts, at, children)
              : fit(alternative, at, children);
      if (end != MISS) {
        keep(key, i, end, children, out);
      }
    }
    if (end == MISS) {
      memo.put(key, NO_FIT);
    }
    rule = outer;
    depth--;
    return end;
  }

  private void keep(
      Memo key,
      int alternative,
      int end,
      List<FilterSyntax.Tree> children,
      List<FilterSyntax.Tree> out) {
    checkLiteral(key.rule(), key.at(), end);
    FilterSyntax.Tree tree =
        new FilterSyntax.Tree(key.rule(), alternative, key.at(), end, children);
    memo.put(key, new Fit(end, List.of(tree)));
    out.add(tree);
  }

  private void checkLiteral(String name, int at, int end) {
    if (name.equals("string") && GoLiteral.unquote(new String(text, at, end - at)).isEmpty()) {
      complain("invalid syntax", at);
    }
  }

  /** What could have stood at the farthest place reached, as the generated parser counts it. */
  private void note(boolean fits, int at, String wanted) {
    if (fits != inverted || at < farthest) {
      return;
    }
    if (at > farthest) {
      farthest = at;
      expected.clear();
    }
    expected.add(inverted ? "!" + wanted : wanted);
  }

  private void complain(String message, int at) {
    String shown = rule.startsWith("Match") ? "match" : rule;
    complaints.add(position(at) + ": rule " + GoFormat.quote(shown) + ": " + message);
  }

  private String expectation() {
    List<String> shown = new ArrayList<>(expected);
    if (shown.remove("!.")) {
      shown.add("EOF");
    }
    String last = shown.removeLast();
    return "no match found, expected: "
        + (shown.isEmpty() ? last : String.join(", ", shown) + " or " + last);
  }

  /** {@code line:column (offset)}; a line break counts as column 0 of the line it begins. */
  private String position(int at) {
    int line = 1;
    int column = 0;
    for (int i = 0; i <= at; i++) {
      column++;
      if (i < text.length && text[i] == '\n') {
        line++;
        column = 0;
      }
    }
    int offset = new String(text, 0, at).getBytes(StandardCharsets.UTF_8).length;
    return line + ":" + column + " (" + offset + ")";
  }
}
