package dev.treaty.model.filter;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The grammar of filter expressions, as parsing expressions that {@link PegMachine} runs. */
final class Grammar {

  /** A parsing expression. */
  sealed interface Peg {}

  /** Exactly this text. */
  record Literal(String text) implements Peg {}

  /** One character of a class, written as in the grammar: {@code [a-zA-Z]}. */
  record Chars(String shown) implements Peg {

    boolean contains(int c) {
      return switch (shown) {
        case "[a-zA-Z]" -> isLetter(c);
        case "[a-zA-Z0-9_]" -> isLetter(c) || isDigit(c) || c == '_';
        case "[0-9]" -> isDigit(c);
        case "[1-9]" -> isDigit(c) && c != '0';
        case WHITESPACE -> c == ' ' || c == '\t' || c == '\r' || c == '\n';
        default -> throw new IllegalStateException("no such class: " + shown);
      };
    }

    private static boolean isLetter(int c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(int c) {
      return c >= '0' && c <= '9';
    }
  }

  /** Any one character. */
  record Any() implements Peg {}

  /** One after the other. */
  record Sequence(List<Peg> parts) implements Peg {}

  /** The first that fits. */
  record Choice(List<Peg> alternatives) implements Peg {}

  /** At most {@code most}, at least {@code least} times. */
  record Repeat(Peg part, int least, int most) implements Peg {}

  /** Looks ahead; {@code wanted} tells whether the part must fit or must not. */
  record Look(Peg part, boolean wanted) implements Peg {}

  /** Another rule. */
  record Rule(String name) implements Peg {}

  /** Records an error of its own and does not fit. */
  record Complain(String message) implements Peg {}

  static final String START = "Input";
  private static final String WHITESPACE = "[ \\t\\r\\n]";

  private static final Peg BLANK = new Rule("whitespace");
  private static final Peg MAYBE_BLANK = new Repeat(BLANK, 0, 1);
  private static final Peg OPEN = new Literal("(");
  private static final Peg CLOSE = new Literal(")");
  private static final Peg SELECTOR = new Rule("selector");
  private static final Peg VALUE = new Rule("value");
  private static final Peg STRING = new Rule("string");
  private static final Peg OR = new Rule("OrExpression");
  private static final Peg NUMBER = new Rule("IntegerOrFloat");

  /** The alternatives of each rule, by the name that error texts show. */
  static final Map<String, List<Peg>> RULES =
      Stream.of(logic(), matches(), operators(), words())
          .flatMap(rules -> rules.entrySet().stream())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private Grammar() {}

  private static Map<String, List<Peg>> logic() {
    Peg end = new Rule("EOF");
    return Map.of(
        START,
        List.of(
            sequence(MAYBE_BLANK, OPEN, MAYBE_BLANK, OR, MAYBE_BLANK, CLOSE, MAYBE_BLANK, end),
            sequence(MAYBE_BLANK, OR, MAYBE_BLANK, end)),
        "OrExpression",
        List.of(
            sequence(new Rule("AndExpression"), BLANK, new Literal("or"), BLANK, OR),
            new Rule("AndExpression")),
        "AndExpression",
        List.of(
            sequence(
                new Rule("NotExpression"),
                BLANK,
                new Literal("and"),
                BLANK,
                new Rule("AndExpression")),
            new Rule("NotExpression")),
        "NotExpression",
        List.of(
            sequence(new Literal("not"), BLANK, new Rule("NotExpression")), new Rule("grouping")),
        "grouping",
        List.of(
            sequence(OPEN, MAYBE_BLANK, OR, MAYBE_BLANK, CLOSE),
            new Rule("match"),
            sequence(
                OPEN,
                MAYBE_BLANK,
                OR,
                MAYBE_BLANK,
                new Look(CLOSE, false),
                new Complain("Unmatched parentheses"))));
  }

  private static Map<String, List<Peg>> matches() {
    Peg in = choice(new Rule("MatchIn"), new Rule("MatchNotIn"));
    return Map.of(
        "match",
        List.of(
            new Rule("MatchSelectorOpValue"),
            new Rule("MatchSelectorOp"),
            new Rule("MatchValueOpSelector")),
        "MatchSelectorOpValue",
        List.of(
            sequence(
                SELECTOR,
                choice(
                    new Rule("MatchEqual"),
                    new Rule("MatchNotEqual"),
                    new Rule("MatchContains"),
                    new Rule("MatchNotContains"),
                    new Rule("MatchMatches"),
                    new Rule("MatchNotMatches")),
                VALUE)),
        "MatchSelectorOp",
        List.of(sequence(SELECTOR, choice(new Rule("MatchIsEmpty"), new Rule("MatchIsNotEmpty")))),
        "MatchValueOpSelector",
        List.of(
            sequence(VALUE, in, SELECTOR),
            sequence(VALUE, in, new Look(SELECTOR, false), new Complain("Invalid selector"))));
  }

  private static Map<String, List<Peg>> operators() {
    return Map.of(
        "MatchEqual",
        List.of(sequence(MAYBE_BLANK, new Literal("=="), MAYBE_BLANK)),
        "MatchNotEqual",
        List.of(sequence(MAYBE_BLANK, new Literal("!="), MAYBE_BLANK)),
        "MatchIsEmpty",
        List.of(spaced("is", "empty")),
        "MatchIsNotEmpty",
        List.of(spaced("is", "not", "empty")),
        "MatchIn",
        List.of(sequence(spaced("in"), BLANK)),
        "MatchNotIn",
        List.of(sequence(spaced("not", "in"), BLANK)),
        "MatchContains",
        List.of(sequence(spaced("contains"), BLANK)),
        "MatchNotContains",
        List.of(sequence(spaced("not", "contains"), BLANK)),
        "MatchMatches",
        List.of(sequence(spaced("matches"), BLANK)),
        "MatchNotMatches",
        List.of(sequence(spaced("not", "matches"), BLANK)));
  }

  private static Map<String, List<Peg>> words() {
    Peg open = new Literal("[");
    Peg close = new Literal("]");
    Peg minus = new Repeat(new Literal("-"), 0, 1);
    Peg digits = new Repeat(new Chars("[0-9]"), 1, Integer.MAX_VALUE);
    Peg raw = sequence(new Literal("`"), star(sequence(new Look(new Literal("`"), false), any())));
    Peg quoted =
        sequence(new Literal("\""), star(sequence(new Look(new Literal("\""), false), any())));
    return Map.ofEntries(
        Map.entry("selector", List.of(sequence(new Rule("Identifier"), star(new Rule("Step"))))),
        Map.entry(
            "Identifier",
            List.of(sequence(new Chars("[a-zA-Z]"), star(new Chars("[a-zA-Z0-9_]"))))),
        Map.entry(
            "Step", List.of(sequence(new Literal("."), new Rule("Identifier")), new Rule("index"))),
        Map.entry(
            "index",
            List.of(
                sequence(open, MAYBE_BLANK, STRING, MAYBE_BLANK, close),
                sequence(open, MAYBE_BLANK, new Look(STRING, false), new Complain("Invalid index")),
                sequence(
                    open,
                    MAYBE_BLANK,
                    STRING,
                    MAYBE_BLANK,
                    new Look(close, false),
                    new Complain("Unclosed index expression")))),
        Map.entry("value", List.of(SELECTOR, new Rule("number"), STRING)),
        Map.entry(
            "number",
            List.of(
                sequence(minus, NUMBER, new Look(new Rule("AfterNumbers"), true)),
                sequence(
                    minus,
                    NUMBER,
                    new Look(new Rule("AfterNumbers"), false),
                    new Complain("Invalid number literal")))),
        Map.entry("AfterNumbers", List.of(new Look(choice(BLANK, new Rule("EOF"), CLOSE), true))),
        Map.entry(
            "IntegerOrFloat",
            List.of(
                sequence(
                    choice(
                        new Literal("0"), sequence(new Chars("[1-9]"), star(new Chars("[0-9]")))),
                    new Repeat(sequence(new Literal("."), digits), 0, 1)))),
        Map.entry(
            "string",
            List.of(
                choice(sequence(raw, new Literal("`")), sequence(quoted, new Literal("\""))),
                sequence(
                    choice(raw, quoted),
                    new Rule("EOF"),
                    new Complain("Unterminated string literal")))),
        Map.entry("whitespace", List.of(new Repeat(new Chars(WHITESPACE), 1, Integer.MAX_VALUE))),
        Map.entry("EOF", List.of(new Look(any(), false))));
  }

  private static Peg spaced(String... words) {
    return new Sequence(
        Arrays.stream(words).flatMap(word -> Stream.of(BLANK, new Literal(word))).toList());
  }

  private static Peg sequence(Peg... parts) {
    return new Sequence(List.of(parts));
  }

  private static Peg choice(Peg... alternatives) {
    return new Choice(List.of(alternatives));
  }

  private static Peg star(Peg part) {
    return new Repeat(part, 0, Integer.MAX_VALUE);
  }

  private static Peg any() {
    return new Any();
  }
}
