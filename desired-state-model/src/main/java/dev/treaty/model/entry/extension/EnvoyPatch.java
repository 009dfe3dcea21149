package dev.treaty.model.entry.extension;

import dev.treaty.model.schema.GoWords;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a field of an Envoy resource can be set to a value, in the words of Consul. */
final class EnvoyPatch {

  private static final int SHOWN = 10;

  private final EnvoyApi api;
  private final boolean debug;

  EnvoyPatch(EnvoyApi api, boolean debug) {
    this.api = api;
    this.debug = debug;
  }

  /** What is wrong with a patch of a message, if anything. */
  Optional<String> fault(String root, String path, boolean adds, Optional<Value> value) {
    if (path.isEmpty() || path.equals("/")) {
      return Optional.of("non-empty, non-root Path is required;\n" + fields(root));
    }
    String message = root;
    List<String> names = new ArrayList<>(List.of(path.replaceFirst("^/+", "").split("/", -1)));
    while (true) {
      String name = names.removeFirst();
      if (name.isEmpty()) {
        return Optional.of("empty field name in path");
      }
      EnvoyApi.Member member = api.fields(message).get(name);
      if (member == null) {
        return Optional.of(noMatch(name, message));
      }
      if (names.isEmpty()) {
        return adds ? added(member, value) : Optional.empty();
      }
      Optional<String> blocked = blocked(name, member);
      if (blocked.isPresent()) {
        return blocked;
      }
      message = member.type();
    }
  }

  private static Optional<String> blocked(String name, EnvoyApi.Member member) {
    if (member.repeated()) {
      return Optional.of(
          "path contains member of repeated field '"
              + name
              + "'; repeated field member access is not supported");
    }
    if (member.map()) {
      return Optional.of(
          "path contains member of map field '"
              + name
              + "'; map field member access is not supported");
    }
    if (member.type().equals("google.protobuf.Any")) {
      return Optional.of("variant-type message fields (google.protobuf.Any) are not supported");
    }
    return member.isMessage()
        ? Optional.empty()
        : Optional.of(
            "path contains member of non-message field '"
                + name
                + "' (type '"
                + member.kind()
                + "'); this type does not support child fields");
  }

  private Optional<String> added(EnvoyApi.Member member, Optional<Value> value) {
    if (value.isEmpty()) {
      return Optional.of(
          "non-nil Value is required; use an empty map to reset all fields on a message or the"
              + " 'remove' op to unset fields");
    }
    if (!(value.get() instanceof Value.Fields(Map<String, Value> children)) || member.map()) {
      return single(member, value.get());
    }
    if (!member.isMessage()) {
      return Optional.of("non-message field type '" + member.kind() + "' cannot be set via a map");
    }
    if (member.repeated()) {
      return Optional.of("unexpected panic: type mismatch: cannot convert list to message");
    }
    for (Map.Entry<String, Value> child : children.entrySet()) {
      EnvoyApi.Member field = api.fields(member.type()).get(child.getKey());
      Optional<String> fault =
          field == null
              ? Optional.of(noMatch(child.getKey(), member.type()))
              : single(field, child.getValue());
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  /** What is wrong with one value for one field. */
  private Optional<String> single(EnvoyApi.Member member, Value value) {
    boolean number = value instanceof Value.Whole || value instanceof Value.Decimal;
    if (member.map()) {
      return unsupported(member);
    }
    if (member.repeated()) {
      return member.isMessage() || member.type().equals("bytes")
          ? unsupported(member)
          : mismatch(member, value);
    }
    if (member.isMessage()) {
      return wrapper(member, value, number);
    }
    if (member.enumeration()) {
      return value instanceof Value.Text(String text) && api.hasValue(member.type(), text)
          ? Optional.empty()
          : mismatch(member, value);
    }
    if (member.type().equals("bytes")) {
      return unsupported(member);
    }
    boolean fits =
        switch (member.type()) {
          case "string" -> value instanceof Value.Text;
          case "bool" -> value instanceof Value.Flag;
          default -> number;
        };
    return fits ? Optional.empty() : other(member, value);
  }

  private static Optional<String> wrapper(EnvoyApi.Member member, Value value, boolean number) {
    String type = member.type();
    if (!type.startsWith("google.protobuf.") || !type.endsWith("Value")) {
      return unsupported(member);
    }
    boolean fits =
        switch (type) {
          case "google.protobuf.BoolValue" -> value instanceof Value.Flag;
          case "google.protobuf.StringValue" -> value instanceof Value.Text;
          case "google.protobuf.BytesValue", "google.protobuf.Value" -> false;
          default -> number;
        };
    return fits ? Optional.empty() : mismatch(member, value);
  }

  /** A value that Envoy's library refuses itself: it panics, and Consul says so. */
  private static Optional<String> other(EnvoyApi.Member member, Value value) {
    if (value instanceof Value.Items || value instanceof Value.Fields) {
      return mismatch(member, value);
    }
    String type = value instanceof Value.Nothing ? "nil" : GoWords.type(value);
    return Optional.of(
        member.type().equals("string")
            ? "unexpected panic: interface conversion: interface {} is " + type + ", not string"
            : "unexpected panic: type mismatch: cannot convert " + type + " to " + wide(member));
  }

  private static String wide(EnvoyApi.Member member) {
    String letters = member.type().replaceAll("[0-9]", "");
    return letters.equals("double") ? "float" : letters;
  }

  private static Optional<String> mismatch(EnvoyApi.Member member, Value value) {
    return Optional.of(
        "patch value type "
            + GoWords.type(value)
            + " could not be applied to target field type '"
            + member.shown()
            + "'");
  }

  private static Optional<String> unsupported(EnvoyApi.Member member) {
    return Optional.of("unsupported target field type '" + member.shown() + "'");
  }

  private String noMatch(String name, String message) {
    return "no match for field '" + name + "'!\n" + fields(message);
  }

  private String fields(String message) {
    List<String> names = List.copyOf(api.fields(message).keySet());
    boolean cut = !debug && names.size() > SHOWN;
    StringBuilder out = new StringBuilder("available " + message + " fields:\n");
    names.stream().limit(cut ? SHOWN : names.size()).forEach(name -> out.append(name).append('\n'));
    if (cut) {
      out.append(
          "First 10 fields for this message included, configure with `Debug = true` to print all.");
    }
    return out.toString();
  }
}
