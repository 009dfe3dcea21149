package dev.treaty.model.schema;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.syntax.Form;
import dev.treaty.model.syntax.Node;
import dev.treaty.model.syntax.Node.MapNode;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decodes a document by a {@link Shape} with Consul's weak typing: keys in any case or by alias,
 * one-element lists for single values, texts for numbers, and the like.
 */
public final class Decoder {

  /** Under this key every decoded map remembers its path in the document. */
  private static final String PATH = "\u0000path";

  /** Nobody reads more; what Consul would say is still complete. */
  private static final int MAX_DIAGNOSTICS = 50;

  private final Gate server;
  private final Form form;
  private final Channel channel;
  private final List<String> typeErrors = new ArrayList<>();
  private final List<String> unknownKeys = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Map<String, SourceRange> places = new HashMap<>();
  private final Shape root;
  private final GoWords words;

  private Decoder(Shape root, Gate server, Form form, Channel channel) {
    this.root = root;
    this.server = server;
    this.form = form;
    this.channel = channel;
    this.words = GoWords.of(server);
  }

  /** Decodes a document. */
  public static Decoded decode(
      Shape shape, MapNode document, Gate server, Form form, Channel channel) {
    Decoder decoder = new Decoder(shape, server, form, channel);
    decoder.places.put("", document.range());
    Value.Fields value = decoder.struct(shape, document, "");
    return new Decoded(
        value,
        decoder.words,
        List.copyOf(decoder.typeErrors),
        List.copyOf(decoder.unknownKeys),
        List.copyOf(decoder.diagnostics),
        Collections.unmodifiableMap(decoder.places));
  }

  /** The path in the document of a key of a decoded map. */
  static String pathOf(Value.Fields fields, String key) {
    String path = fields.text(PATH);
    return path.isEmpty() || key.isEmpty() ? path + key : path + "." + key;
  }

  private Value.Fields struct(Shape shape, MapNode node, String path) {
    Map<String, Value> found = new LinkedHashMap<>();
    found.put(PATH, new Value.Text(path));
    IdentityHashMap<Field, Node.Member> members = new IdentityHashMap<>();
    for (Node.Member member : node.members()) {
      Optional<Field> field = shape.find(member.key(), server, channel);
      if (field.isEmpty() || !isAccepted(field.get())) {
        unknownKey(shape, member, path);
      } else {
        Node.Member first = members.putIfAbsent(field.get(), member);
        if (first != null && !(isKind(path, first) && isKind(path, member))) {
          twice(field.get(), first, member, path);
        }
      }
    }
    for (Field field : shape.list()) {
      Node.Member member = members.get(field);
      if (member != null) {
        String at = path.isEmpty() ? field.name() : path + "." + field.name();
        places.put(at, member.value().range());
        // Consul's decoder passes a pointer twice, so that even a list in a list collapses.
        Optional<Node> written =
            field.presence() == Field.Presence.POINTER
                ? collapsed(field.type(), member.value(), at)
                : Optional.of(member.value());
        written
            .flatMap(single -> value(field.type(), single, at))
            .ifPresent(value -> found.put(field.name(), value));
      }
    }
    return new Value.Fields(found);
  }

  private boolean isAccepted(Field field) {
    return field.presence() != Field.Presence.HIDDEN || channel == Channel.REQUEST;
  }

  /** Either spelling of the kind is passed over where the other one is there too. */
  private static boolean isKind(String path, Node.Member member) {
    return path.isEmpty() && (member.key().equals("kind") || member.key().equals("Kind"));
  }

  /** The element of a list of one; a null in it makes a Consul server panic. */
  private Optional<Node> collapsed(Type type, Node node, String path) {
    Node element = GoNode.collapse(type, node);
    boolean isElement = element instanceof Node.NullNode && !(node instanceof Node.NullNode);
    return isElement && refusesNull(element, path + "[0]")
        ? Optional.empty()
        : Optional.of(element);
  }

  private Optional<Value> value(Type type, Node written, String path) {
    if (type instanceof Type.Bytes) {
      return written instanceof Node.NullNode ? Optional.empty() : bytes(written, path);
    }
    return type instanceof Type.Opaque
        ? opaque(written, path)
        : collapsed(type, written, path).flatMap(node -> plain(type, node, path));
  }

  private Optional<Value> plain(Type type, Node node, String path) {
    if (node instanceof Node.CallNode call) {
      wrongType(path, call, "a plain value", "'" + path + "' holds a call");
      return Optional.empty();
    }
    if (node instanceof Node.NullNode) {
      return Optional.empty();
    }
    return switch (type) {
      case Type.Text text ->
          scalar(GoScalar.text(node, text.goType(), path, form, words), path, node);
      case Type.Whole whole ->
          scalar(GoScalar.whole(node, whole.goType(), path, form, words), path, node);
      case Type.Flag flag -> scalar(GoScalar.flag(node, path, form, words), path, node);
      case Type.Span span -> scalar(GoScalar.span(node, path, form, words), path, node);
      case Type.Time time when isFull(node) -> inner(Shape.EMPTY, node, path);
      case Type.Time time -> scalar(GoScalar.time(node, path, form, words), path, node);
      case Type.Real real ->
          scalar(GoScalar.real(node, real.goType(), path, form, words), path, node);
      case Type.Bytes bytes -> bytes(node, path);
      case Type.Scalars scalars -> scalars(scalars.element(), node, path);
      case Type.Structs structs -> structs(structs, node, path);
      case Type.Struct struct -> inner(struct.shape(), node, path);
      case Type.StructMap map -> structMap(map, node, path);
      case Type.TextMap map -> textMap(node, path);
      case Type.Opaque opaque -> opaque(node, path);
    };
  }

  private Optional<Value> scalar(GoScalar result, String path, Node node) {
    return switch (result) {
      case GoScalar.Read(Value value, String note) -> {
        if (!note.isEmpty()) {
          report(DiagnosticCode.DUBIOUS_VALUE.warnAt(node.range(), path, note));
        }
        yield Optional.of(value);
      }
      case GoScalar.Bad(String consulText, String expected) -> {
        wrongType(path, node, expected, consulText);
        yield Optional.empty();
      }
    };
  }

  private Optional<Value> inner(Shape shape, Node node, String path) {
    if (node instanceof MapNode map) {
      return Optional.of(struct(shape, map, path));
    }
    wrongType(path, node, "a map", words.noMap(path, GoNode.kind(node, form)));
    return Optional.empty();
  }

  private Optional<Value> bytes(Node node, String path) {
    if (node instanceof Node.TextNode text) {
      return Optional.of(Value.text(GoBytes.encode(text.text(), channel.decodings())));
    }
    List<Value> bytes = new ArrayList<>();
    int index = 0;
    for (Node item : GoNode.elements(node, form)) {
      value(new Type.Whole("uint8"), item, path + "[" + index++ + "]").ifPresent(bytes::add);
    }
    return Optional.of(Value.text(GoBytes.encode(bytes, channel.decodings())));
  }

  private Optional<Value> scalars(Type.Scalar element, Node node, String path) {
    List<Value> items = new ArrayList<>();
    int index = 0;
    for (Node item : GoNode.elements(node, form)) {
      String at = path + "[" + index++ + "]";
      places.put(at, item.range());
      if (!refusesNull(item, at)) {
        value(element, item, at).ifPresent(items::add);
      }
    }
    return Optional.of(new Value.Items(items));
  }

  private Optional<Value> structs(Type.Structs type, Node node, String path) {
    List<Value> items = new ArrayList<>();
    int index = 0;
    for (Node item : GoNode.elements(node, form)) {
      String at = path + "[" + index++ + "]";
      places.put(at, item.range());
      if (!refusesNull(item, at)) {
        Type struct = new Type.Struct(type.shape());
        Optional<Node> element = collapsed(struct, item, at);
        if (type.pointers()) {
          element = element.flatMap(pointed -> collapsed(struct, pointed, at));
        }
        element.flatMap(map -> inner(type.shape(), map, at)).ifPresent(items::add);
      }
    }
    return Optional.of(new Value.Items(items));
  }

  private static boolean isFull(Node node) {
    return node instanceof MapNode map && !map.members().isEmpty();
  }

  private boolean refusesNull(Node item, String path) {
    if (!(item instanceof Node.NullNode)) {
      return false;
    }
    typeErrors.add("'" + path + "' must not be null");
    report(
        DiagnosticCode.NULL_IN_LIST
            .at(item.range(), path, "a list must not hold null")
            .withHint("remove the element"));
    return true;
  }

  private Optional<Value> structMap(Type.StructMap type, Node node, String path) {
    Map<String, Value> found = new LinkedHashMap<>();
    Type struct = new Type.Struct(type.shape());
    boolean read =
        members(
            node,
            path,
            "map[string]" + type.goType(),
            (member, at) -> {
              int errors = typeErrors.size();
              found.put(
                  member.key(),
                  value(struct, member.value(), at)
                      .orElseGet(() -> new Value.Fields(Map.of(PATH, Value.text(at)))));
              return typeErrors.size() == errors;
            });
    return read ? Optional.of(new Value.Fields(found)) : Optional.empty();
  }

  private Optional<Value> textMap(Node node, String path) {
    Map<String, Value> found = new LinkedHashMap<>();
    boolean read =
        members(
            node,
            path,
            "map[string]string",
            (member, at) -> {
              int errors = typeErrors.size();
              if (member.value() instanceof Node.NullNode) {
                found.put(member.key(), Value.text(""));
              } else {
                value(Type.TEXT, member.value(), at)
                    .ifPresent(text -> found.put(member.key(), text));
              }
              return typeErrors.size() == errors;
            });
    return read ? Optional.of(new Value.Fields(found)) : Optional.empty();
  }

  private Optional<Value> opaque(Node written, String path) {
    Optional<Node> collapsed = collapsed(Type.TEXT_MAP, written, path);
    if (collapsed.isEmpty()) {
      return Optional.empty();
    }
    Node node = collapsed.get();
    Map<String, Node.Member> found = new LinkedHashMap<>();
    boolean read =
        members(
            node,
            path,
            "map[string]interface {}",
            (member, at) -> {
              found.put(member.key(), member);
              places.put(path + "." + member.key(), member.value().range());
              return true;
            });
    if (!read || node instanceof Node.NullNode) {
      return Optional.empty();
    }
    MapNode content = new MapNode(List.copyOf(found.values()), node.range());
    OpaqueValue.nulls(content, path)
        .forEach((at, range) -> {
          typeErrors.add("'" + at + "' must not be null");
          report(
              DiagnosticCode.NULL_IN_LIST
                  .at(range, at, "a list must not hold null: it would crash a Consul server")
                  .withHint("remove the element"));
        });
    return Optional.of(OpaqueValue.of(content, form, channel.decodings()));
  }

  /** What becomes of one member of a map; says whether it could be read. */
  private interface MemberReader {
    boolean read(Node.Member member, String path);
  }

  /** Reads a map, or the maps of a list one after the other until one is bad. */
  private boolean members(Node node, String path, String goType, MemberReader reader) {
    boolean read = true;
    if (node instanceof MapNode map) {
      for (Node.Member member : map.members()) {
        String at = path + "[" + member.key() + "]";
        places.put(at, member.value().range());
        read &= reader.read(member, at);
      }
    } else if (node instanceof Node.ListNode list) {
      for (int i = 0; i < list.items().size() && read; i++) {
        String at = path + "[" + i + "]";
        Node item = list.items().get(i);
        read =
            !refusesNull(item, at)
                && collapsed(Type.TEXT_MAP, item, at)
                    .filter(element -> members(element, at, goType, reader))
                    .isPresent();
      }
    } else if (!(node instanceof Node.NullNode)) {
      String text =
          words.newer()
              ? words.unconvertible(path, goType, node, form)
              : words.noMap(path, GoNode.kind(node, form));
      wrongType(path, node, "a map", text);
      read = false;
    }
    return read;
  }

  private void report(Diagnostic diagnostic) {
    if (diagnostics.size() < MAX_DIAGNOSTICS) {
      diagnostics.add(diagnostic);
    }
  }

  private void wrongType(String path, Node node, String expected, String consulText) {
    typeErrors.add(consulText);
    report(
        DiagnosticCode.WRONG_TYPE.at(
            node.range(), path, "expected " + expected + ", found " + node.noun()));
  }

  private void twice(Field field, Node.Member first, Node.Member second, String path) {
    boolean aliased =
        !field.name().equalsIgnoreCase(first.key()) || !field.name().equalsIgnoreCase(second.key());
    String prefix = path.isEmpty() ? "" : path + ".";
    String key = prefix + second.key();
    unknownKeys.add(
        UnknownKey.consulText(
            aliased ? prefix + field.name().toLowerCase(Locale.ROOT) : key, server));
    report(
        DiagnosticCode.DUPLICATE_KEY
            .at(
                second.keyRange(),
                key,
                "\""
                    + second.key()
                    + "\" is another spelling of \""
                    + first.key()
                    + "\" on line "
                    + first.keyRange().startLine())
            .withHint("keep one of the two"));
  }

  private void unknownKey(Shape shape, Node.Member member, String path) {
    if (path.isEmpty() && IGNORED_AT_TOP.contains(member.key())) {
      return;
    }
    String key = path.isEmpty() ? member.key() : path + "." + member.key();
    unknownKeys.add(UnknownKey.consulText(key, server));
    if (diagnostics.size() < MAX_DIAGNOSTICS) {
      report(UnknownKey.diagnose(root, shape, member, key, server));
    }
  }

  private static final Set<String> IGNORED_AT_TOP =
      new HashSet<>(List.of("CreateIndex", "ModifyIndex", "kind", "Kind"));
}
