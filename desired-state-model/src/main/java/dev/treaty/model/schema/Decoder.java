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

  private Decoder(Shape root, Gate server, Form form, Channel channel) {
    this.root = root;
    this.server = server;
    this.form = form;
    this.channel = channel;
  }

  /** Decodes a document. */
  public static Decoded decode(
      Shape shape, MapNode document, Gate server, Form form, Channel channel) {
    Decoder decoder = new Decoder(shape, server, form, channel);
    decoder.places.put("", document.range());
    Value.Fields value = decoder.struct(shape, document, "");
    return new Decoded(
        value,
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
        if (first != null && !isKindTwice(path, member)) {
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
        Node written =
            field.presence() == Field.Presence.POINTER
                ? GoNode.collapse(field.type(), member.value())
                : member.value();
        value(field.type(), written, at).ifPresent(value -> found.put(field.name(), value));
      }
    }
    return new Value.Fields(found);
  }

  private boolean isAccepted(Field field) {
    return field.presence() != Field.Presence.HIDDEN || channel == Channel.REQUEST;
  }

  private static boolean isKindTwice(String path, Node.Member member) {
    return path.isEmpty() && member.key().equalsIgnoreCase("kind");
  }

  private Optional<Value> value(Type type, Node written, String path) {
    Node node = type instanceof Type.Opaque ? written : GoNode.collapse(type, written);
    if (node instanceof Node.CallNode call) {
      wrongType(path, call, "a plain value", "'" + path + "' holds a call");
      return Optional.empty();
    }
    if (node instanceof Node.NullNode) {
      return Optional.empty();
    }
    return switch (type) {
      case Type.Text text -> scalar(GoScalar.text(node, text.goType(), path, form), path, node);
      case Type.Whole whole -> scalar(GoScalar.whole(node, whole.goType(), path, form), path, node);
      case Type.Flag flag -> scalar(GoScalar.flag(node, path, form), path, node);
      case Type.Span span -> scalar(GoScalar.span(node, path, form), path, node);
      case Type.Time time -> scalar(GoScalar.time(node, path, form), path, node);
      case Type.Real real -> scalar(GoScalar.real(node, real.goType(), path, form), path, node);
      case Type.Bytes bytes -> bytes(node, path);
      case Type.Scalars scalars -> scalars(scalars.element(), node, path);
      case Type.Structs structs -> structs(structs.shape(), node, path);
      case Type.Struct struct -> inner(struct.shape(), node, path);
      case Type.StructMap(Shape shape) -> structMap(shape, node, path);
      case Type.TextMap map -> textMap(node, path);
      case Type.Opaque opaque -> opaque(node, path);
    };
  }

  private Optional<Value> scalar(GoScalar result, String path, Node node) {
    return switch (result) {
      case GoScalar.Read(Value value) -> Optional.of(value);
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
    wrongType(
        path,
        node,
        "a map",
        "'" + path + "' expected a map, got '" + GoNode.kind(node, form) + "'");
    return Optional.empty();
  }

  private Optional<Value> bytes(Node node, String path) {
    return scalar(GoScalar.text(node, "uint8", path, form), path, node)
        .map(value ->
            value instanceof Value.Text(String text)
                ? Value.text(GoBytes.encode(text, channel.decodings()))
                : value);
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

  private Optional<Value> structs(Shape shape, Node node, String path) {
    List<Value> items = new ArrayList<>();
    int index = 0;
    for (Node item : GoNode.elements(node, form)) {
      String at = path + "[" + index++ + "]";
      places.put(at, item.range());
      if (!refusesNull(item, at)) {
        Type struct = new Type.Struct(shape);
        inner(shape, GoNode.collapse(struct, GoNode.collapse(struct, item)), at)
            .ifPresent(items::add);
      }
    }
    return Optional.of(new Value.Items(items));
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

  private Optional<Value> structMap(Shape shape, Node node, String path) {
    Optional<MapNode> merged = merged(node, path);
    if (merged.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Value> found = new LinkedHashMap<>();
    for (Node.Member member : merged.get().members()) {
      String at = path + "[" + member.key() + "]";
      places.put(at, member.value().range());
      Type struct = new Type.Struct(shape);
      found.put(
          member.key(),
          value(struct, member.value(), at)
              .orElseGet(() -> new Value.Fields(Map.of(PATH, Value.text(at)))));
    }
    return Optional.of(new Value.Fields(found));
  }

  private Optional<Value> textMap(Node node, String path) {
    Optional<MapNode> merged = merged(node, path);
    if (merged.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Value> found = new LinkedHashMap<>();
    for (Node.Member member : merged.get().members()) {
      String at = path + "[" + member.key() + "]";
      places.put(at, member.value().range());
      Node value = GoNode.collapse(Type.TEXT, member.value());
      if (value instanceof Node.NullNode) {
        found.put(member.key(), Value.text(""));
      } else {
        scalar(GoScalar.text(value, "string", at, form), at, value)
            .ifPresent(text -> found.put(member.key(), text));
      }
    }
    return Optional.of(new Value.Fields(found));
  }

  /** The map, or the maps of a list taken together. */
  private Optional<MapNode> merged(Node node, String path) {
    Node collapsed = GoNode.collapse(Type.TEXT_MAP, node);
    Optional<MapNode> merged = GoNode.merged(collapsed);
    if (merged.isEmpty()) {
      Node bad = collapsed;
      String at = path;
      if (collapsed instanceof Node.ListNode list) {
        int index = 0;
        while (list.items().get(index) instanceof MapNode) {
          index++;
        }
        bad = list.items().get(index);
        at = path + "[" + index + "]";
      }
      wrongType(
          at, bad, "a map", "'" + at + "' expected a map, got '" + GoNode.kind(bad, form) + "'");
    }
    return merged;
  }

  private Optional<Value> opaque(Node node, String path) {
    Optional<MapNode> merged = merged(node, path);
    if (merged.isEmpty()) {
      return Optional.empty();
    }
    MapNode content = merged.get();
    OpaqueValue.nulls(content, path)
        .forEach((at, range) -> {
          typeErrors.add("'" + at + "' must not be null");
          report(
              DiagnosticCode.NULL_IN_LIST
                  .at(range, at, "a list must not hold null: it would crash a Consul server")
                  .withHint("remove the element"));
        });
    content
        .members()
        .forEach(member -> places.put(path + "." + member.key(), member.value().range()));
    return Optional.of(OpaqueValue.of(content, form, channel.decodings()));
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
    unknownKeys.add(consulUnknown(aliased ? prefix + field.name().toLowerCase(Locale.ROOT) : key));
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
    unknownKeys.add(consulUnknown(key));
    if (diagnostics.size() < MAX_DIAGNOSTICS) {
      report(UnknownKey.diagnose(root, shape, member, key, server));
    }
  }

  private static final Set<String> IGNORED_AT_TOP =
      new HashSet<>(List.of("CreateIndex", "ModifyIndex", "kind", "Kind"));

  private String consulUnknown(String key) {
    String text = "invalid config key " + GoNode.quote(key);
    String lower = key.toLowerCase(Locale.ROOT);
    if (lower.endsWith("namespace")) {
      return text + ", namespaces are a consul enterprise feature";
    }
    return lower.contains("jwt") && server.atLeast(1, 17, 0)
        ? text + ", api-gateway jwt validation is a consul enterprise feature"
        : text;
  }
}
