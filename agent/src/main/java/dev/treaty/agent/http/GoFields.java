package dev.treaty.agent.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The members of a JSON object as Go decodes them into a struct: keys in any case, null is the zero
 * value, and errors in Go's words, which Consul hands to its users.
 */
public final class GoFields {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode node;
  private final String goStruct;

  private GoFields(JsonNode node, String goStruct) {
    this.node = node;
    this.goStruct = goStruct;
  }

  /** JSON that Go would refuse; the message is Go's. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }

    /** The message. */
    public String text() {
      String message = getMessage();
      return message == null ? "" : message;
    }
  }

  /** A refusal in our words, for what only we refuse. */
  public static Refused refused(String message) {
    return new Refused(message);
  }

  /**
   * Reads the first value of a request's body, as {@code json.Decoder} does; what follows it is not
   * looked at.
   *
   * @param goStruct the struct's name as errors show it
   * @param known every field there is: another one is refused
   */
  public static GoFields ofBody(byte[] body, String goStruct, Set<String> known) throws Refused {
    return ofBody(body, "api." + goStruct, goStruct, known);
  }

  /**
   * The same for a struct whose type is shown otherwise than its fields.
   *
   * @param goType the struct with its package
   */
  public static GoFields ofBody(byte[] body, String goType, String goStruct, Set<String> known)
      throws Refused {
    try (JsonParser parser = JSON.createParser(body)) {
      JsonNode node = JSON.readTree(parser);
      if (node == null || node.isMissingNode()) {
        throw new Refused("EOF");
      }
      GoFields fields = object(node, goType, goStruct);
      fields.refuseUnknown(known);
      return fields;
    } catch (JsonEOFException e) {
      throw new Refused("unexpected EOF");
    } catch (JsonProcessingException e) {
      throw syntax(e, new String(body, java.nio.charset.StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a whole text, as {@code json.Unmarshal} does; unknown fields are passed over.
   *
   * @param goType the struct with its package
   */
  public static GoFields ofText(String text, String goType, String goStruct) throws Refused {
    try (JsonParser parser = JSON.createParser(text)) {
      JsonNode node = JSON.readTree(parser);
      if (node == null || node.isMissingNode()) {
        throw new Refused("unexpected end of JSON input");
      }
      JsonToken more = parser.nextToken();
      if (more != null) {
        throw new Refused(
            unexpected(
                text, parser.currentTokenLocation().getCharOffset(), "after top-level value"));
      }
      return object(node, goType, goStruct);
    } catch (JsonEOFException e) {
      throw new Refused("unexpected end of JSON input");
    } catch (JsonProcessingException e) {
      throw syntax(e, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An object that was decoded already. */
  public static GoFields ofMap(Map<String, Object> members, String goStruct) {
    return new GoFields(JSON.valueToTree(members), goStruct);
  }

  private static GoFields object(JsonNode node, String goType, String goStruct) throws Refused {
    if (node.isNull()) {
      return new GoFields(JSON.createObjectNode(), goStruct);
    }
    if (!node.isObject()) {
      throw new Refused(
          "json: cannot unmarshal %s into Go value of type %s".formatted(word(node), goType));
    }
    return new GoFields(node, goStruct);
  }

  private void refuseUnknown(Set<String> known) throws Refused {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (known.stream().noneMatch(member.getKey()::equalsIgnoreCase)) {
        throw new Refused("json: unknown field \"" + member.getKey() + "\"");
      }
    }
  }

  private JsonNode get(String name) {
    JsonNode found = JSON.nullNode();
    String wanted = name.toLowerCase(Locale.ROOT);
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (member.getKey().toLowerCase(Locale.ROOT).equals(wanted)) {
        found = member.getValue();
      }
    }
    return found;
  }

  /** A string; {@code ""} where absent. */
  public String text(String name) throws Refused {
    return text(get(name), name, "string");
  }

  /** A list of strings; empty where absent. */
  public List<String> texts(String name) throws Refused {
    JsonNode value = get(name);
    if (value.isNull()) {
      return List.of();
    }
    if (!value.isArray()) {
      throw mismatch(value, name, "[]string");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : value) {
      texts.add(text(element, name, "string"));
    }
    return List.copyOf(texts);
  }

  /** A map of strings; empty where absent. */
  public Map<String, String> textMap(String name) throws Refused {
    JsonNode value = get(name);
    if (value.isNull()) {
      return Map.of();
    }
    if (!value.isObject()) {
      throw mismatch(value, name, "map[string]string");
    }
    Map<String, String> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      map.put(member.getKey(), text(member.getValue(), name, "string"));
    }
    return map;
  }

  /** A nested object; empty where absent. */
  public GoFields object(String name) throws Refused {
    JsonNode value = get(name);
    if (!value.isNull() && !value.isObject()) {
      throw mismatch(value, name, goStruct + name);
    }
    return object(value, goStruct + name, goStruct + "." + name);
  }

  private String text(JsonNode value, String name, String type) throws Refused {
    if (value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw mismatch(value, name, type);
    }
    return value.textValue();
  }

  private Refused mismatch(JsonNode value, String name, String type) {
    return new Refused(
        "json: cannot unmarshal %s into Go struct field %s.%s of type %s"
            .formatted(word(value), goStruct, name, type));
  }

  private static Refused syntax(JsonProcessingException e, String text) {
    long offset = e.getLocation() == null ? 0 : e.getLocation().getCharOffset();
    // Over bytes Jackson counts bytes; for the texts that reach here that is near enough.
    offset = offset < 0 && e.getLocation() != null ? e.getLocation().getByteOffset() : offset;
    return new Refused(unexpected(text, offset, "looking for beginning of value"));
  }

  private static String unexpected(String text, long offset, String where) {
    int at = Math.clamp(offset, 0, Math.max(0, text.length() - 1));
    return text.isEmpty()
        ? "unexpected end of JSON input"
        : "invalid character '" + text.charAt(at) + "' " + where;
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
