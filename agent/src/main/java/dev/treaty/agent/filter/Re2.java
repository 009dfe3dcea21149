package dev.treaty.agent.filter;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression in Go's syntax, matched unanchored and with bounded work.
 *
 * <p>Java's engine backtracks where Go's does not: a text that would cost more than {@link
 * #MAX_READS} reads, or more stack than there is, is called no match, so that no filter can hold a
 * server.
 */
final class Re2 {

  private static final int MAX_READS = 1_000_000;

  /** Groups within groups that a read may cost no more for. */
  private static final int CHEAP_DEPTH = 8;

  private final Pattern pattern;
  private final int mostReads;

  private Re2(Pattern pattern, int mostReads) {
    this.pattern = pattern;
    this.mostReads = mostReads;
  }

  static Re2 compile(String expression) {
    try {
      return new Re2(Pattern.compile(new Re2Syntax(expression).toJava()), mostReads(expression));
    } catch (PatternSyntaxException e) {
      throw Re2Syntax.refusal(expression, "invalid or unsupported syntax", expression);
    } catch (StackOverflowError e) {
      throw Re2Syntax.refusal(expression, "expression nests too deeply", expression);
    }
  }

  /** Each level of groups is work between two reads, so deep patterns may read less. */
  private static int mostReads(String expression) {
    int depth = 0;
    int deepest = 0;
    for (int i = 0; i < expression.length(); i++) {
      depth += expression.charAt(i) == '(' ? 1 : expression.charAt(i) == ')' ? -1 : 0;
      deepest = Math.max(deepest, depth);
    }
    return MAX_READS / Math.max(1, deepest / CHEAP_DEPTH);
  }

  boolean matches(String text) {
    Matcher matcher = pattern.matcher(new Counted(text, new AtomicInteger(mostReads)));
    try {
      return matcher.find();
    } catch (TooMuchWork | StackOverflowError e) {
      return false;
    }
  }

  /** A text that counts how often it is read, over all its parts. */
  private record Counted(CharSequence text, AtomicInteger readsLeft) implements CharSequence {

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (readsLeft.decrementAndGet() < 0) {
        throw new TooMuchWork();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text.subSequence(start, end), readsLeft);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }

  private static final class TooMuchWork extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooMuchWork() {
      super("the expression costs too much", null, false, false);
    }
  }
}
