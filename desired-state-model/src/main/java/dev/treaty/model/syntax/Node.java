package dev.treaty.model.syntax;

import dev.treaty.model.diagnostic.SourceRange;
import java.util.List;
import java.util.Optional;

/** A value as written in a source file, with the place where it stands. */
public sealed interface Node {

  SourceRange range();

  /** What the node is, in a user's words: {@code a map}, {@code a text}, … */
  default String noun() {
    return switch (this) {
      case MapNode map -> "a map";
      case ListNode list -> "a list";
      case TextNode text -> "a text";
      case NumberNode number -> "a number";
      case FlagNode flag -> "true or false";
      case NullNode nothing -> "null";
      case CallNode call -> "a call of " + call.name() + "()";
    };
  }

  /** A key with its value. */
  record Member(String key, SourceRange keyRange, Node value) {}

  /**
   * A map. No key occurs twice. HCL blocks are maps under their name; a repeated block is a {@link
   * ListNode} of maps; the labels of a block are nested maps.
   */
  record MapNode(List<Member> members, SourceRange range) implements Node {
    public MapNode {
      members = List.copyOf(members);
    }

    /** The value under exactly this key. */
    public Optional<Node> get(String key) {
      return member(key).map(Member::value);
    }

    /** The member with exactly this key. */
    public Optional<Member> member(String key) {
      for (Member member : members) {
        if (member.key().equals(key)) {
          return Optional.of(member);
        }
      }
      return Optional.empty();
    }
  }

  /** A list. */
  record ListNode(List<Node> items, SourceRange range) implements Node {
    public ListNode {
      items = List.copyOf(items);
    }
  }

  /** A string. */
  record TextNode(String text, SourceRange range) implements Node {}

  /**
   * A number.
   *
   * @param raw a JSON number; hexadecimal and octal spellings are already decimal
   */
  record NumberNode(String raw, SourceRange range) implements Node {

    /** Whether it was written without fraction and exponent. */
    public boolean isWhole() {
      return raw.indexOf('.') < 0 && raw.indexOf('e') < 0 && raw.indexOf('E') < 0;
    }
  }

  /** A boolean. */
  record FlagNode(boolean on, SourceRange range) implements Node {}

  /** JSON's or YAML's null; HCL has none. */
  record NullNode(SourceRange range) implements Node {}

  /**
   * {@code name("argument")}, an extension of HCL that only the operator's clusters file may use.
   */
  record CallNode(String name, String argument, SourceRange range) implements Node {}
}
