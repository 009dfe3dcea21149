package dev.treaty.model.convert;

import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.syntax.Comments.Comment;
import dev.treaty.model.syntax.Form;
import dev.treaty.model.syntax.Node;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** Puts the comments of a document to what they are about. */
final class CommentedTree {

  /** A member or an element, and what is said about it. */
  private static final class Anchor {
    private final SourceRange start;
    private final SourceRange end;
    private final Node value;
    private final List<String> lead = new ArrayList<>();
    private final List<String> trailing = new ArrayList<>();

    private Anchor(SourceRange start, Node value) {
      this.start = start;
      this.end = value.range();
      this.value = value;
    }

    private boolean startsAfter(Comment comment) {
      return start.startLine() > comment.line()
          || (start.startLine() == comment.line() && start.startColumn() > comment.column());
    }

    private boolean endsBefore(Comment comment) {
      return end.endLine() == comment.line() && end.endColumn() <= comment.column();
    }

    private boolean isScalar() {
      return !(value instanceof Node.MapNode) && !(value instanceof Node.ListNode);
    }
  }

  private final Form form;
  private final List<Anchor> anchors = new ArrayList<>();
  private final IdentityHashMap<Object, Anchor> byPart = new IdentityHashMap<>();
  private final IdentityHashMap<Node, List<String>> tails = new IdentityHashMap<>();
  private final List<Node> containers = new ArrayList<>();

  private CommentedTree(Form form) {
    this.form = form;
  }

  static Written.Keyed of(Node.MapNode root, List<Comment> comments, Form form) {
    CommentedTree tree = new CommentedTree(form);
    tree.collect(root);
    comments.forEach(comment -> tree.attach(comment, root));
    return tree.map(root);
  }

  private void collect(Node node) {
    switch (node) {
      case Node.MapNode map -> {
        containers.add(map);
        for (Node.Member member : map.members()) {
          anchor(member, new Anchor(member.keyRange(), member.value()));
          collect(member.value());
        }
      }
      case Node.ListNode list -> {
        containers.add(list);
        for (Node item : list.items()) {
          anchor(item, new Anchor(item.range(), item));
          collect(item);
        }
      }
      case Node.TextNode text -> {}
      case Node.NumberNode number -> {}
      case Node.FlagNode flag -> {}
      case Node.NullNode nothing -> {}
      case Node.CallNode call -> {}
    }
  }

  private void anchor(Object part, Anchor anchor) {
    anchors.add(anchor);
    byPart.put(part, anchor);
  }

  private void attach(Comment comment, Node root) {
    if (!comment.alone()) {
      Optional<Anchor> owner = ended(comment);
      if (owner.isPresent()) {
        owner.get().trailing.addAll(comment.lines());
        return;
      }
      Optional<Anchor> opened = opened(comment);
      if (opened.isPresent()) {
        opened.get().lead.addAll(comment.lines());
        return;
      }
    }
    Optional<Anchor> next =
        anchors.stream().filter(anchor -> anchor.startsAfter(comment)).findFirst();
    Node around = form == Form.HCL ? around(comment, root) : root;
    if (next.isPresent()
        && (around.range().equals(root.range()) || isIn(around, next.get().start))) {
      next.get().lead.addAll(comment.lines());
    } else {
      tails.computeIfAbsent(around, node -> new ArrayList<>()).addAll(comment.lines());
    }
  }

  /** What ends last before the comment on its line. */
  private Optional<Anchor> ended(Comment comment) {
    Optional<Anchor> best = Optional.empty();
    for (Anchor anchor : anchors) {
      // YAML's blocks end where the next thing begins.
      boolean closed =
          form == Form.HCL || anchor.isScalar() || anchor.end.startLine() == anchor.end.endLine();
      if (closed
          && anchor.endsBefore(comment)
          && best.stream().allMatch(other -> other.end.endColumn() < anchor.end.endColumn())) {
        best = Optional.of(anchor);
      }
    }
    return best;
  }

  /** What begins on the comment's line before it. */
  private Optional<Anchor> opened(Comment comment) {
    return anchors.stream()
        .filter(anchor -> anchor.start.startLine() == comment.line())
        .filter(anchor -> !anchor.startsAfter(comment))
        .reduce((first, second) -> second);
  }

  /** The innermost brackets around the comment. */
  private Node around(Comment comment, Node root) {
    Node innermost = root;
    for (Node container : containers) {
      if (isIn(
          container, SourceRange.at(container.range().file(), comment.line(), comment.column()))) {
        innermost = container;
      }
    }
    return innermost;
  }

  private static boolean isIn(Node container, SourceRange place) {
    SourceRange range = container.range();
    boolean after =
        place.startLine() > range.startLine()
            || (place.startLine() == range.startLine()
                && place.startColumn() > range.startColumn());
    boolean before =
        place.startLine() < range.endLine()
            || (place.startLine() == range.endLine() && place.startColumn() < range.endColumn());
    return after && before;
  }

  private Written.Keyed map(Node.MapNode map) {
    List<Written.Member> members = new ArrayList<>();
    for (Node.Member member : map.members()) {
      members.add(new Written.Member(member.key(), written(member.value()), remarks(member)));
    }
    return new Written.Keyed(members, tails.getOrDefault(map, List.of()));
  }

  private Written written(Node node) {
    return switch (node) {
      case Node.MapNode map -> map(map);
      case Node.ListNode list -> {
        List<Written.Element> elements = new ArrayList<>();
        for (Node item : list.items()) {
          elements.add(new Written.Element(written(item), remarks(item)));
        }
        yield new Written.Listed(elements, tails.getOrDefault(list, List.of()));
      }
      case Node.TextNode text -> new Written.One(text);
      case Node.NumberNode number -> new Written.One(number);
      case Node.FlagNode flag -> new Written.One(flag);
      case Node.NullNode nothing -> new Written.One(nothing);
      case Node.CallNode call -> new Written.One(call);
    };
  }

  private Written.Remarks remarks(Object part) {
    Anchor anchor = byPart.get(part);
    return anchor == null
        ? Written.Remarks.NONE
        : new Written.Remarks(List.copyOf(anchor.lead), List.copyOf(anchor.trailing));
  }
}
