package dev.treaty.model.convert;

import dev.treaty.model.syntax.Node;
import java.util.List;

/** A value with the comments that stand at it. */
sealed interface Written {

  /** A scalar. */
  record One(Node node) implements Written {}

  /**
   * A map.
   *
   * @param tail comments behind the last member
   */
  record Keyed(List<Member> members, List<String> tail) implements Written {}

  /**
   * A list.
   *
   * @param tail comments behind the last element
   */
  record Listed(List<Element> elements, List<String> tail) implements Written {}

  /** The lines of comments before something, and those behind it on its line. */
  record Remarks(List<String> lead, List<String> trailing) {
    static final Remarks NONE = new Remarks(List.of(), List.of());

    boolean isEmpty() {
      return lead.isEmpty() && trailing.isEmpty();
    }
  }

  /** A key with its value. */
  record Member(String key, Written value, Remarks remarks) {
    Member with(String newKey, Written newValue) {
      return new Member(newKey, newValue, remarks);
    }
  }

  /** An element of a list. */
  record Element(Written value, Remarks remarks) {}

  /** Whether no comment stands anywhere in it. */
  default boolean isBare() {
    return switch (this) {
      case One one -> true;
      case Keyed(List<Member> members, List<String> tail) ->
          tail.isEmpty()
              && members.stream().allMatch(m -> m.remarks().isEmpty() && m.value().isBare());
      case Listed(List<Element> elements, List<String> tail) ->
          tail.isEmpty()
              && elements.stream().allMatch(e -> e.remarks().isEmpty() && e.value().isBare());
    };
  }
}
