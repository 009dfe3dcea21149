package dev.treaty.model.convert;

import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.entry.ResourceKinds;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.Field;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Type;
import dev.treaty.model.syntax.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Entries in Consul's spelling from and to consul-k8s custom resources. */
final class Resources {

  private static final SourceRange NOWHERE = SourceRange.at("", 1, 1);

  private final ServerProfile server;

  Resources(ServerProfile server) {
    this.server = server;
  }

  static boolean isResource(Written.Keyed document) {
    return find(document, "apiVersion").isPresent();
  }

  /** The resource of an entry; its fields in the spelling of consul-k8s. */
  Written.Keyed toResource(Written.Keyed entry, EntryKind kind) {
    List<Written.Member> top = new ArrayList<>();
    List<Written.Member> spec = new ArrayList<>();
    Written.Remarks first = Written.Remarks.NONE;
    Written.Remarks named = Written.Remarks.NONE;
    String name = kind.name().equals("mesh") ? "mesh" : "";
    List<Written.Member> destination = new ArrayList<>();
    boolean intentions = kind.name().equals("service-intentions");
    for (Written.Member member : entry.members()) {
      if (member.key().equalsIgnoreCase("kind")) {
        first = member.remarks();
      } else if (member.key().equalsIgnoreCase("name")) {
        name = text(member.value());
        named = member.remarks();
      } else if (intentions && member.key().equalsIgnoreCase("namespace")) {
        destination.add(member.with("namespace", member.value()));
      } else {
        spec.addAll(spelled(kind.shape(), member, true));
      }
    }
    if (intentions) {
      destination.addFirst(new Written.Member("name", one(name), Written.Remarks.NONE));
      spec.addFirst(
          new Written.Member(
              "destination", new Written.Keyed(destination, List.of()), Written.Remarks.NONE));
    }
    String resource = ResourceKinds.ofEntry(kind.name()).orElse(kind.name());
    top.add(new Written.Member("apiVersion", one(ResourceKinds.API_VERSION), first));
    top.add(new Written.Member("kind", one(resource), Written.Remarks.NONE));
    Written.Member metaName = new Written.Member("name", one(objectName(name)), named);
    top.add(
        new Written.Member(
            "metadata", new Written.Keyed(List.of(metaName), List.of()), Written.Remarks.NONE));
    top.add(new Written.Member("spec", new Written.Keyed(spec, List.of()), Written.Remarks.NONE));
    return new Written.Keyed(top, entry.tail());
  }

  /** A name that Kubernetes takes; an intention's is free, since its destination stands beside. */
  private static String objectName(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
    return name.equals("*") ? "all" : plain;
  }

  /** The entry of a resource; its fields in Consul's spelling. */
  Written.Keyed toEntry(Written.Keyed resource, EntryKind kind) {
    List<Written.Member> members = new ArrayList<>();
    Written.Remarks first = remarks(resource, "apiVersion");
    Written.Remarks named = Written.Remarks.NONE;
    String name = "";
    if (find(resource, "metadata").map(Written.Member::value).orElse(resource)
        instanceof Written.Keyed metadata) {
      name = find(metadata, "name").map(member -> text(member.value())).orElse("");
      named = remarks(metadata, "name");
    }
    if (find(resource, "spec").map(Written.Member::value).orElse(one(""))
        instanceof Written.Keyed spec) {
      for (Written.Member member : spec.members()) {
        if (kind.name().equals("service-intentions")
            && member.key().equals("destination")
            && member.value() instanceof Written.Keyed destination) {
          name = find(destination, "name").map(found -> text(found.value())).orElse(name);
          find(destination, "namespace")
              .ifPresent(namespace -> members.add(namespace.with("Namespace", namespace.value())));
        } else {
          members.addAll(spelled(kind.shape(), member, false));
        }
      }
    }
    if (!kind.name().equals("mesh")) {
      members.addFirst(new Written.Member("Name", one(name), named));
    }
    members.addFirst(new Written.Member("Kind", one(kind.name()), first));
    return new Written.Keyed(members, resource.tail());
  }

  /** The member under its name in a resource or in an entry; none if only servers set it. */
  private List<Written.Member> spelled(Shape shape, Written.Member member, boolean resource) {
    Optional<Field> field = shape.find(member.key(), server);
    if (field.isEmpty()) {
      return List.of(member);
    }
    if (resource && (field.get().derived() || !field.get().isShown())) {
      return List.of();
    }
    String key = resource ? field.get().label() : field.get().name();
    return List.of(member.with(key, spelled(field.get().type(), member.value(), resource)));
  }

  private Written spelled(Type type, Written value, boolean resource) {
    return switch (type) {
      case Type.Struct(Shape shape) ->
          value instanceof Written.Listed list && list.elements().size() == 1
              ? map(shape, list.elements().getFirst().value(), resource)
              : map(shape, value, resource);
      case Type.Structs structs -> {
        List<Written.Element> elements = new ArrayList<>();
        Written.Listed list = listed(value);
        for (Written.Element element : list.elements()) {
          elements.add(
              new Written.Element(
                  map(structs.shape(), element.value(), resource), element.remarks()));
        }
        yield new Written.Listed(elements, list.tail());
      }
      case Type.StructMap(Shape shape, String goType) when value instanceof Written.Keyed keyed ->
          new Written.Keyed(
              keyed.members().stream()
                  .map(member -> member.with(member.key(), map(shape, member.value(), resource)))
                  .toList(),
              keyed.tail());
      case Type.Scalars scalars -> listed(value);
      case Type.StructMap map -> value;
      case Type.Scalar scalar -> value;
      case Type.TextMap map -> value;
      case Type.Opaque opaque -> value;
    };
  }

  /** A single value where a list is meant is a list of one. */
  private static Written.Listed listed(Written value) {
    return switch (value) {
      case Written.Listed list -> list;
      case Written.One(Node.NullNode nothing) -> new Written.Listed(List.of(), List.of());
      case Written.One one ->
          new Written.Listed(List.of(new Written.Element(one, Written.Remarks.NONE)), List.of());
      case Written.Keyed map ->
          new Written.Listed(List.of(new Written.Element(map, Written.Remarks.NONE)), List.of());
    };
  }

  private Written map(Shape shape, Written value, boolean resource) {
    if (!(value instanceof Written.Keyed map)) {
      return value;
    }
    List<Written.Member> members = new ArrayList<>();
    map.members().forEach(member -> members.addAll(spelled(shape, member, resource)));
    return new Written.Keyed(members, map.tail());
  }

  private static Optional<Written.Member> find(Written.Keyed map, String key) {
    return map.members().stream().filter(member -> member.key().equals(key)).findFirst();
  }

  private static Written.Remarks remarks(Written.Keyed map, String key) {
    return find(map, key).map(Written.Member::remarks).orElse(Written.Remarks.NONE);
  }

  private static String text(Written value) {
    return value instanceof Written.One(Node.TextNode(String text, SourceRange range)) ? text : "";
  }

  private static Written one(String text) {
    return new Written.One(new Node.TextNode(text, NOWHERE));
  }
}
