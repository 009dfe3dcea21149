package dev.treaty.agent.filter;

import java.util.List;
import java.util.Optional;

/** A parsed expression, not yet bound to the fields of a type. */
sealed interface Expression {

  /** True where the operand is false. */
  record Not(Expression operand) implements Expression {}

  /** True where both sides are. */
  record And(Expression left, Expression right) implements Expression {}

  /** True where one side is. */
  record Or(Expression left, Expression right) implements Expression {}

  /** Compares what a selector finds with a value. */
  record Match(List<String> selector, MatchOperator operator, Optional<String> value)
      implements Expression {

    public Match {
      selector = List.copyOf(selector);
    }
  }
}
