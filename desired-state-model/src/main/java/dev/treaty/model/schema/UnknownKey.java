package dev.treaty.model.schema;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.syntax.Node;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Says of a key that does not exist which one was meant. */
final class UnknownKey {

  private UnknownKey() {}

  /** Consul's words. */
  static String consulText(String key, Gate server) {
    String text = "invalid config key " + GoNode.quote(key);
    String lower = key.toLowerCase(Locale.ROOT);
    if (lower.endsWith("namespace")) {
      return text + ", namespaces are a consul enterprise feature";
    }
    return lower.contains("jwt") && server.atLeast(1, 17, 0)
        ? text + ", api-gateway jwt validation is a consul enterprise feature"
        : text;
  }

  static Diagnostic diagnose(
      Shape root, Shape shape, Node.Member member, String path, Gate server) {
    String key = member.key();
    Optional<Field> elsewhere = shape.findAnywhere(key);
    if (elsewhere.isPresent() && elsewhere.get().isShown()) {
      Field field = elsewhere.get();
      if (field.enterprise() && !server.enterprise()) {
        return DiagnosticCode.ENTERPRISE_ONLY
            .at(
                member.keyRange(),
                path,
                "\"" + key + "\" is a key of Consul Enterprise; this server refuses it")
            .withHint("remove the key: everything is in the partition and namespace \"default\"");
      }
      if (field.isKnownTo(server)) {
        return DiagnosticCode.UNKNOWN_KEY
            .at(
                member.keyRange(),
                path,
                "\"" + key + "\" is a spelling that only consul config write knows, not a server")
            .withHint("write \"" + field.name() + "\"");
      }
      return DiagnosticCode.NEWER_CONSUL
          .at(
              member.keyRange(),
              path,
              "\"" + key + "\" is known only since Consul " + field.since())
          .withHint("remove the key, or upgrade the cluster");
    }
    Diagnostic unknown =
        DiagnosticCode.UNKNOWN_KEY.at(
            member.keyRange(), path, "there is no key \"" + clip(key) + "\" here");
    String near = nearest(shape, key, server);
    if (!near.isEmpty()) {
      return unknown.withHint("did you mean \"" + near + "\"?");
    }
    String home = homeOf(root, key, server);
    if (!home.isEmpty()) {
      return unknown.withHint("\"" + key + "\" belongs into " + home);
    }
    return unknown.withHint("the keys here are " + names(shape, server));
  }

  private static String names(Shape shape, Gate server) {
    StringBuilder out = new StringBuilder();
    for (Field field : shape.list()) {
      if (field.isShown() && field.isKnownTo(server)) {
        if (out.length() > 160) {
          return out.append(", …").toString();
        }
        out.append(out.isEmpty() ? "" : ", ").append(field.name());
      }
    }
    return out.toString();
  }

  private static String nearest(Shape shape, String key, Gate server) {
    Map<String, Field> names = new LinkedHashMap<>();
    for (Field field : shape.list()) {
      if (field.isShown() && field.isKnownTo(server)) {
        names.put(field.name(), field);
      }
    }
    return Nearest.of(key, names.keySet())
        .flatMap(name -> Optional.ofNullable(names.get(name)))
        .map(field -> spelled(field, key))
        .orElse("");
  }

  /** The field's name in the style of the key that was written. */
  private static String spelled(Field field, String key) {
    boolean lower = key.equals(key.toLowerCase(Locale.ROOT));
    if (lower && key.contains("_") && !field.alias().spelling().isEmpty()) {
      return field.alias().spelling();
    }
    if (!key.isEmpty() && Character.isLowerCase(key.charAt(0))) {
      String name = field.name();
      return lower
              && !field.alias().spelling().isEmpty()
              && name.chars().filter(Character::isUpperCase).count() > 1
          ? field.alias().spelling()
          : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
    return field.name();
  }

  /** Where in the kind a key of this name is at home. */
  private static String homeOf(Shape root, String key, Gate server) {
    Map<String, Shape> homes = new LinkedHashMap<>();
    collect(root, "", homes, 0);
    for (Map.Entry<String, Shape> home : homes.entrySet()) {
      Optional<Field> field = home.getValue().find(key, server);
      if (field.isPresent() && field.get().isShown()) {
        return home.getKey().isEmpty() ? "the top of the entry" : home.getKey();
      }
    }
    return "";
  }

  private static void collect(Shape shape, String path, Map<String, Shape> homes, int depth) {
    homes.put(path, shape);
    if (depth > 6) {
      return;
    }
    String prefix = path.isEmpty() ? "" : path + ".";
    for (Field field : shape.list()) {
      if (field.type() instanceof Type.Struct(Shape inner)) {
        collect(inner, prefix + field.name(), homes, depth + 1);
      } else if (field.type() instanceof Type.Structs structs) {
        collect(structs.shape(), prefix + field.name() + "[]", homes, depth + 1);
      } else if (field.type() instanceof Type.StructMap(Shape inner, String goType)) {
        collect(inner, prefix + field.name() + "[…]", homes, depth + 1);
      }
    }
  }

  private static String clip(String key) {
    return key.length() > 60 ? key.substring(0, 60) + "…" : key;
  }
}
