package dev.treaty.model.convert;

import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.syntax.Comments.Comment;
import dev.treaty.model.syntax.Form;
import dev.treaty.model.syntax.Node;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

    private boolean isScalar() {
      return !(value instanceof Node.MapNode) && !(value instanceof Node.ListNode);
    }
  }

  private final Form form;

  /** By where they begin and where they end, so that many comments cost no scan each. */
  private final TreeMap<Long, Anchor> starts = new TreeMap<>();

  /** Of those that begin at one place the innermost. */
  private final TreeMap<Long, Anchor> inner = new TreeMap<>();

  private final TreeMap<Long, Anchor> ends = new TreeMap<>();
  private final IdentityHashMap<Object, Anchor> byPart = new IdentityHashMap<>();
  private final IdentityHashMap<Node, List<String>> tails = new IdentityHashMap<>();

  /** Maps and lists by where they begin, the inner of two that begin at one place. */
  private final TreeMap<Long, Node> containers = new TreeMap<>();

  private final IdentityHashMap<Node, Node> parents = new IdentityHashMap<>();

  private CommentedTree(Form form) {
    this.form = form;
  }

  static Written.Keyed of(Node.MapNode root, List<Comment> comments, Form form) {
    CommentedTree tree = new CommentedTree(form);
    tree.collect(root, root);
    tree.parents.remove(root);
    comments.forEach(comment -> tree.attach(comment, root));
    return tree.map(root);
  }

  private void collect(Node node, Node parent) {
    switch (node) {
      case Node.MapNode map -> {
        container(map, parent);
        for (Node.Member member : map.members()) {
          anchor(member, new Anchor(member.keyRange(), member.value()));
          collect(member.value(), map);
        }
      }
      case Node.ListNode list -> {
        container(list, parent);
        for (Node item : list.items()) {
          anchor(item, new Anchor(item.range(), item));
          collect(item, list);
        }
      }
      case Node.TextNode text -> {}
      case Node.NumberNode number -> {}
      case Node.FlagNode flag -> {}
      case Node.NullNode nothing -> {}
      case Node.CallNode call -> {}
    }
  }

  private void container(Node node, Node parent) {
    containers.put(place(node.range().startLine(), node.range().startColumn()), node);
    parents.putIfAbsent(node, parent);
  }

  private void anchor(Object part, Anchor anchor) {
    long start = place(anchor.start.startLine(), anchor.start.startColumn());
    starts.putIfAbsent(start, anchor);
    inner.put(start, anchor);
    // YAML's blocks end where the next thing begins.
    if (form == Form.HCL || anchor.isScalar() || anchor.end.startLine() == anchor.end.endLine()) {
      ends.putIfAbsent(place(anchor.end.endLine(), anchor.end.endColumn()), anchor);
    }
    byPart.put(part, anchor);
  }

  private static long place(int line, int column) {
    return (long) line << Integer.SIZE | column;
  }

  private static long place(Comment comment) {
    return place(comment.line(), comment.column());
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
        Optional.ofNullable(starts.higherEntry(place(comment))).map(Map.Entry::getValue);
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
    return Optional.ofNullable(ends.floorEntry(place(comment)))
        .map(Map.Entry::getValue)
        .filter(anchor -> anchor.end.endLine() == comment.line());
  }

  /** What begins on the comment's line before it. */
  private Optional<Anchor> opened(Comment comment) {
    return Optional.ofNullable(inner.floorEntry(place(comment)))
        .map(Map.Entry::getValue)
        .filter(anchor -> anchor.start.startLine() == comment.line());
  }

  /** The innermost brackets around the comment: those that began last, or some around them. */
  private Node around(Comment comment, Node root) {
    SourceRange at = SourceRange.at(root.range().file(), comment.line(), comment.column());
    Map.Entry<Long, Node> last = containers.lowerEntry(place(comment));
    Node innermost = last == null ? root : last.getValue();
    while (!isIn(innermost, at)) {
      Node parent = parents.get(innermost);
      if (parent == null) {
        return root;
      }
      innermost = parent;
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
