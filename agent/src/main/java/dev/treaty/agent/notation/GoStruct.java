package dev.treaty.agent.notation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A JSON object read field by field as Go decodes it into a struct: keys in any case, null is the
 * zero value, several spellings of a key where Consul knows them, and a field that nobody asked for
 * is an error.
 */
public final class GoStruct {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Go's types of the objects that are fields of others, where the field is named otherwise. */
  private static final Map<String, String> TYPES =
      Map.of("Service", "NodeService", "Check", "HealthCheck", "Checks", "HealthCheck");

  private final String type;
  private final String path;
  private final Map<String, Member> members = new LinkedHashMap<>();

  private static final class Member {
    private final String key;
    private final JsonNode value;
    private boolean read;

    Member(String key, JsonNode value) {
      this.key = key;
      this.value = value;
    }
  }

  private GoStruct(String type, String path, JsonNode node) {
    this.type = type;
    this.path = path;
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      members.put(
          member.getKey().toLowerCase(Locale.ROOT), new Member(member.getKey(), member.getValue()));
    }
  }

  /**
   * Decodes the first value of a body; what follows it is not looked at.
   *
   * @param name of the struct, as error texts show it
   * @throws NotDecodableException with Go's words, as all readers of this class do
   */
  public static <T> T decode(byte[] body, String name, Function<GoStruct, T> read) {
    JsonNode node;
    try (JsonParser parser = JSON.createParser(body)) {
      node = JSON.readTree(parser);
    } catch (JsonEOFException e) {
      throw new NotDecodableException("unexpected EOF");
    } catch (JsonProcessingException e) {
      throw new NotDecodableException(syntaxError(body, e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (node == null || node.isMissingNode()) {
      throw new NotDecodableException("EOF");
    }
    if (!node.isObject() && !node.isNull()) {
      throw new NotDecodableException(
          "json: cannot unmarshal "
              + word(node)
              + " into Go value of type structs"
              + (name.startsWith(".") ? name : "." + name));
    }
    return strict(new GoStruct(name, "", node), read);
  }

  private static String syntaxError(byte[] body, JsonProcessingException e) {
    long offset = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
    int at = (int) Math.min(offset, Math.max(0, body.length - 1));
    String rest = new String(body, at, Math.min(4, body.length - at), StandardCharsets.UTF_8);
    String shown = rest.isEmpty() ? "" : rest.substring(0, rest.offsetByCodePoints(0, 1));
    return "invalid character '" + shown + "' looking for beginning of value";
  }

  private static <T> T strict(GoStruct struct, Function<GoStruct, T> read) {
    T result = read.apply(struct);
    for (Member member : struct.members.values()) {
      if (!member.read) {
        throw new NotDecodableException("json: unknown field " + GoText.quote(member.key));
      }
    }
    return result;
  }

  /** Marks every field as read: for the few places where Go ignores unknown ones. */
  public void ignoreTheRest() {
    members.values().forEach(member -> member.read = true);
  }

  /** Marks fields as known that carry nothing we need. */
  public void ignore(String... names) {
    for (String each : names) {
      find(each);
    }
  }

  private JsonNode find(String wanted) {
    Member member = members.get(wanted.toLowerCase(Locale.ROOT));
    if (member == null) {
      return MissingNode.getInstance();
    }
    member.read = true;
    return member.value;
  }

  /** The value under the first of the names that has one which is not zero. */
  private JsonNode value(String... names) {
    JsonNode found = MissingNode.getInstance();
    for (String each : names) {
      JsonNode value = find(each);
      if (absent(found)) {
        found = value;
      }
    }
    return found;
  }

  private static boolean absent(JsonNode node) {
    return node.isMissingNode()
        || node.isNull()
        || (node.isTextual() && node.textValue().isEmpty())
        || (node.isBoolean() && !node.booleanValue());
  }

  /** A string; empty where absent. */
  public String text(String... names) {
    JsonNode value = value(names);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    return asText(value, names[0]);
  }

  private String asText(JsonNode value, String field) {
    if (!value.isTextual()) {
      throw mismatch(value, field, "string");
    }
    return value.textValue();
  }

  /** A boolean; false where absent. */
  public boolean flag(String... names) {
    JsonNode value = value(names);
    if (value.isMissingNode() || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw mismatch(value, names[0], "bool");
    }
    return value.booleanValue();
  }

  /** A boolean that makes a difference where it is absent. */
  public Optional<Boolean> givenFlag(String... names) {
    Optional<Boolean> given = Optional.empty();
    for (String each : names) {
      JsonNode value = find(each);
      if (!value.isMissingNode() && !value.isNull()) {
        if (!value.isBoolean()) {
          throw mismatch(value, names[0], "bool");
        }
        given = given.isPresent() ? given : Optional.of(value.booleanValue());
      }
    }
    return given;
  }

  /** A whole number; 0 where absent. */
  public int number(String... names) {
    JsonNode value = value(names);
    if (value.isMissingNode() || value.isNull()) {
      return 0;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw mismatch(value, names[0], "int");
    }
    return value.intValue();
  }

  /** What stands there for a duration: text, a number of nanoseconds, or neither. */
  public Optional<Object> durationValue(String... names) {
    JsonNode value = value(names);
    if (value.isTextual()) {
      return Optional.of(value.textValue());
    }
    return value.isNumber() ? Optional.of((long) value.doubleValue()) : Optional.empty();
  }

  /** A list of strings; empty where absent. */
  public List<String> texts(String... names) {
    List<String> found = new ArrayList<>();
    for (JsonNode element : list(names)) {
      found.add(element.isNull() ? "" : asText(element, names[0]));
    }
    return found;
  }

  private Iterable<JsonNode> list(String... names) {
    JsonNode value = value(names);
    if (value.isMissingNode() || value.isNull()) {
      return List.of();
    }
    if (!value.isArray()) {
      throw mismatch(value, names[0], "[]string");
    }
    return value;
  }

  /** A map of strings; empty where absent. */
  public Map<String, String> textMap(String... names) {
    Map<String, String> found = new HashMap<>();
    map(names)
        .forEach((key, value) -> found.put(key, value.isNull() ? "" : asText(value, names[0])));
    return found;
  }

  /** A map of lists of strings; empty where absent. */
  public Map<String, List<String>> textsMap(String... names) {
    Map<String, List<String>> found = new HashMap<>();
    map(names)
        .forEach((key, value) -> {
          if (!value.isArray() && !value.isNull()) {
            throw mismatch(value, names[0], "[]string");
          }
          List<String> texts = new ArrayList<>();
          value.forEach(element -> texts.add(asText(element, names[0])));
          found.put(key, texts);
        });
    return found;
  }

  private Map<String, JsonNode> map(String... names) {
    JsonNode value = value(names);
    if (value.isMissingNode() || value.isNull()) {
      return Map.of();
    }
    if (!value.isObject()) {
      throw mismatch(value, names[0], "map[string]string");
    }
    Map<String, JsonNode> found = new TreeMap<>();
    value.properties().forEach(member -> found.put(member.getKey(), member.getValue()));
    return found;
  }

  /** A map of objects; empty where absent. */
  public <T> Map<String, T> objectMap(Function<GoStruct, T> read, String... names) {
    Map<String, T> found = new HashMap<>();
    map(names).forEach((key, value) -> found.put(key, nested(value, names[0], read)));
    return found;
  }

  /** An object; empty where absent or null. */
  public <T> Optional<T> object(Function<GoStruct, T> read, String... names) {
    JsonNode value = value(names);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    return Optional.of(nested(value, names[0], read));
  }

  /** A list of objects, nulls left out; empty where absent. */
  public <T> List<T> objects(Function<GoStruct, T> read, String... names) {
    List<T> found = new ArrayList<>();
    for (JsonNode element : list(names)) {
      if (!element.isNull()) {
        found.add(nested(element, names[0], read));
      }
    }
    return found;
  }

  private <T> T nested(JsonNode value, String field, Function<GoStruct, T> read) {
    if (!value.isObject() && !value.isNull()) {
      throw mismatch(value, field, "structs." + TYPES.getOrDefault(field, field));
    }
    return strict(new GoStruct(TYPES.getOrDefault(field, field), path + field + ".", value), read);
  }

  /** Any value as compact JSON; empty where absent or null. */
  public String opaque(String... names) {
    JsonNode value = value(names);
    return value.isMissingNode() || value.isNull() || value.isEmpty() ? "" : value.toString();
  }

  private NotDecodableException mismatch(JsonNode value, String field, String wanted) {
    boolean wrongNumber = value.isNumber() && wanted.equals("int");
    String shown = wrongNumber ? "number " + value.asText() : word(value);
    return new NotDecodableException(
        "json: cannot unmarshal %s into Go struct field %s.%s of type %s"
            .formatted(shown, type, path + field, wanted));
  }

  private static String word(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "array";
      case OBJECT, POJO -> "object";
      case BOOLEAN -> "bool";
      case NUMBER -> "number";
      case STRING, BINARY -> "string";
      case NULL, MISSING -> "null";
    };
  }
}
