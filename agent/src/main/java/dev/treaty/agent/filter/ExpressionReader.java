package dev.treaty.agent.filter;

import dev.treaty.agent.notation.GoText;
import dev.treaty.model.filter.FilterSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns the tree of rules into an {@link Expression}. */
final class ExpressionReader {

  private final String text;

  private ExpressionReader(String text) {
    this.text = text;
  }

  static Expression read(String text) {
    return switch (FilterSyntax.read(text)) {
      case FilterSyntax.Parsed(FilterSyntax.Tree tree) -> new ExpressionReader(text).logic(tree);
      case FilterSyntax.Refused(String message) -> throw new InvalidFilterException(message);
    };
  }

  private Expression logic(FilterSyntax.Tree node) {
    List<FilterSyntax.Tree> parts =
        node.children().stream()
            .filter(child -> !child.rule().equals("whitespace") && !child.rule().equals("EOF"))
            .toList();
    Expression first =
        node.rule().startsWith("Match") ? match(node, parts) : logic(parts.getFirst());
    if (node.alternative() != 0) {
      return first;
    }
    return switch (node.rule()) {
      case "OrExpression" -> new Expression.Or(first, logic(parts.get(1)));
      case "AndExpression" -> new Expression.And(first, logic(parts.get(1)));
      case "NotExpression" ->
          first instanceof Expression.Not(Expression operand) ? operand : new Expression.Not(first);
      default -> first;
    };
  }

  private Expression match(FilterSyntax.Tree node, List<FilterSyntax.Tree> parts) {
    MatchOperator operator = operator(parts.get(1).rule());
    return switch (node.rule()) {
      case "MatchSelectorOpValue" ->
          new Expression.Match(selector(parts.get(0)), operator, Optional.of(value(parts.get(2))));
      case "MatchSelectorOp" ->
          new Expression.Match(selector(parts.get(0)), operator, Optional.empty());
      default ->
          new Expression.Match(selector(parts.get(2)), operator, Optional.of(value(parts.get(0))));
    };
  }

  private static MatchOperator operator(String rule) {
    return switch (rule) {
      case "MatchEqual" -> MatchOperator.EQUAL;
      case "MatchNotEqual" -> MatchOperator.NOT_EQUAL;
      case "MatchIn", "MatchContains" -> MatchOperator.IN;
      case "MatchNotIn", "MatchNotContains" -> MatchOperator.NOT_IN;
      case "MatchIsEmpty" -> MatchOperator.IS_EMPTY;
      case "MatchIsNotEmpty" -> MatchOperator.IS_NOT_EMPTY;
      case "MatchMatches" -> MatchOperator.MATCHES;
      case "MatchNotMatches" -> MatchOperator.NOT_MATCHES;
      default -> throw new IllegalStateException("no operator: " + rule);
    };
  }

  private List<String> selector(FilterSyntax.Tree node) {
    List<String> names = new ArrayList<>();
    for (FilterSyntax.Tree child : node.children()) {
      switch (child.rule()) {
        case "Identifier" -> names.add(textOf(child));
        case "string" -> names.add(GoText.unquote(textOf(child)).orElseThrow());
        case "Step", "index" -> names.addAll(selector(child));
        default -> {
          // blanks inside an index
        }
      }
    }
    return names;
  }

  private String value(FilterSyntax.Tree node) {
    FilterSyntax.Tree child = node.children().getFirst();
    return switch (child.rule()) {
      case "selector" -> String.join(".", selector(child));
      case "string" -> GoText.unquote(textOf(child)).orElseThrow();
      default -> textOf(child);
    };
  }

  private String textOf(FilterSyntax.Tree node) {
    int from = text.offsetByCodePoints(0, node.start());
    int to = text.offsetByCodePoints(from, node.end() - node.start());
    return text.substring(from, to);
  }
}
