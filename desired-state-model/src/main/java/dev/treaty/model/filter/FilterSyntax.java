package dev.treaty.model.filter;

import java.util.List;

/** Reads filter expressions such as {@code Service.Meta.version == "v1"}. */
public final class FilterSyntax {

  private FilterSyntax() {}

  /** What became of a text. */
  public sealed interface Outcome {}

  /** It is an expression. */
  public record Parsed(Tree tree) implements Outcome {}

  /** It is none; the message has the words of go-bexpr. */
  public record Refused(String message) implements Outcome {}

  /**
   * A rule of the grammar that fitted.
   *
   * @param alternative which of the rule's alternatives
   * @param start the first character, counted in code points
   * @param end the character behind the last
   */
  public record Tree(String rule, int alternative, int start, int end, List<Tree> children) {
    public Tree {
      children = List.copyOf(children);
    }
  }

  /** Reads a whole text. */
  public static Outcome read(String text) {
    return PegMachine.parse(text);
  }
}
