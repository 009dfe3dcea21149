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

  private final Pattern pattern;

  private Re2(Pattern pattern) {
    this.pattern = pattern;
  }

  static Re2 compile(String expression) {
    try {
      return new Re2(Pattern.compile(new Re2Syntax(expression).toJava()));
    } catch (PatternSyntaxException e) {
      throw Re2Syntax.refusal(expression, "invalid or unsupported syntax", expression);
    } catch (StackOverflowError e) {
      throw Re2Syntax.refusal(expression, "expression nests too deeply", expression);
    }
  }

  boolean matches(String text) {
    Matcher matcher = pattern.matcher(new Counted(text, new AtomicInteger()));
    try {
      return matcher.find();
    } catch (TooMuchWork | StackOverflowError e) {
      return false;
    }
  }

  /** A text that counts how often it is read, over all its parts. */
  private record Counted(CharSequence text, AtomicInteger reads) implements CharSequence {

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (reads.incrementAndGet() > MAX_READS) {
        throw new TooMuchWork();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text.subSequence(start, end), reads);
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
