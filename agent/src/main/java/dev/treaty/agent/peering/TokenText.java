package dev.treaty.agent.peering;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.SignedJWT;
import dev.treaty.agent.peering.stream.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Peering tokens as text. Two forms are read: Consul's envelope (base64 over JSON) and a bare JWT
 * that carries the same in its {@code peering} claim and is itself the establishment secret.
 */
final class TokenText {

  /** The claim of a bare JWT that holds what the envelope would. */
  static final String CLAIM = "peering";

  /** No honest token comes near; a dialer is handed tokens by strangers. */
  private static final int MAX_LENGTH = 256 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonFactory FACTORY = new JsonFactory();

  private TokenText() {}

  /** Consul's envelope, with Consul's field order. */
  static String envelope(PeeringToken token) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      list(json, "CA", token.certificateAuthorities());
      list(json, "ManualServerAddresses", token.manualServerAddresses());
      list(json, "ServerAddresses", token.serverAddresses());
      json.writeStringField("ServerName", token.serverName());
      json.writeStringField("PeerID", token.peerId());
      json.writeStringField("EstablishmentSecret", token.establishmentSecret().reveal());
      PeeringToken.Remote remote = token.remote();
      json.writeObjectFieldStart("Remote");
      json.writeStringField("Partition", remote.partition());
      json.writeStringField("Datacenter", remote.datacenter());
      if (remote.hasLocality()) {
        json.writeObjectFieldStart("Locality");
        json.writeStringField("Region", remote.region());
        json.writeStringField("Zone", remote.zone());
        json.writeEndObject();
      } else {
        json.writeNullField("Locality");
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** What a bare JWT claims, all but the secret, which is the JWT itself. */
  static Map<String, Object> claims(PeeringToken token) {
    return Map.of(
        "CA", token.certificateAuthorities(),
        "ManualServerAddresses", token.manualServerAddresses(),
        "ServerAddresses", token.serverAddresses(),
        "ServerName", token.serverName(),
        "PeerID", token.peerId(),
        "Remote",
            Map.of(
                "Partition", token.remote().partition(),
                "Datacenter", token.remote().datacenter()));
  }

  /** Reads either form; the refusal is in the words Consul uses. */
  static PeeringToken read(String text) throws TokenRefused {
    if (text.length() > MAX_LENGTH) {
      throw new TokenRefused("failed to decode token: token is too long");
    }
    // A dot is in no base64 alphabet, so the two forms cannot be taken for each other.
    if (text.indexOf('.') > 0) {
      return bareJwt(text.strip());
    }
    byte[] json;
    try {
      json = GoBase64.decode(text);
    } catch (GoBase64.IllegalBase64 e) {
      throw new TokenRefused("failed to decode token: " + e.getMessage());
    }
    return fromJson(tree(new String(json, StandardCharsets.UTF_8)), Secret.EMPTY);
  }

  private static PeeringToken bareJwt(String text) throws TokenRefused {
    try {
      // Only the acceptor can verify the signature; the dialer hands it back untouched.
      Map<String, Object> peering =
          SignedJWT.parse(text).getJWTClaimsSet().getJSONObjectClaim(CLAIM);
      if (peering == null) {
        throw new TokenRefused("failed to decode token: the JWT has no claim \"" + CLAIM + "\"");
      }
      return fromJson(JSON.valueToTree(peering), Secret.of(text));
    } catch (ParseException e) {
      throw new TokenRefused("failed to decode token: not a JWT");
    }
  }

  private static JsonNode tree(String text) throws TokenRefused {
    try (JsonParser parser = JSON.createParser(text)) {
      JsonNode node = JSON.readTree(parser);
      if (node == null || node.isMissingNode()) {
        throw new TokenRefused("unexpected end of JSON input");
      }
      if (parser.nextToken() != null) {
        throw new TokenRefused(
            unexpected(
                text, parser.currentTokenLocation().getCharOffset(), "after top-level value"));
      }
      return node;
    } catch (JsonEOFException e) {
      throw new TokenRefused("unexpected end of JSON input");
    } catch (JsonProcessingException e) {
      long offset =
          e instanceof JsonParseException && e.getLocation() != null
              ? e.getLocation().getCharOffset()
              : 0;
      throw new TokenRefused(unexpected(text, offset, "looking for beginning of value"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unexpected(String text, long offset, String where) {
    int at = Math.clamp(offset, 0, Math.max(0, text.length() - 1));
    return text.isEmpty()
        ? "unexpected end of JSON input"
        : "invalid character '" + text.charAt(at) + "' " + where;
  }

  private static PeeringToken fromJson(JsonNode node, Secret bare) throws TokenRefused {
    Fields fields = new Fields(node, "structs.PeeringToken", "PeeringToken");
    Fields remote =
        new Fields(fields.get("Remote"), "structs.PeeringTokenRemote", "PeeringToken.Remote");
    Fields locality =
        new Fields(remote.get("Locality"), "structs.Locality", "PeeringToken.Remote.Locality");
    String secret = fields.text("EstablishmentSecret");
    return new PeeringToken(
        fields.list("CA"),
        fields.list("ManualServerAddresses"),
        fields.list("ServerAddresses"),
        fields.text("ServerName"),
        fields.text("PeerID"),
        bare.isEmpty() ? Secret.of(secret) : bare,
        new PeeringToken.Remote(
            remote.text("Partition"),
            remote.text("Datacenter"),
            locality.text("Region"),
            locality.text("Zone")));
  }

  private static void list(JsonGenerator json, String name, List<String> values)
      throws IOException {
    if (values.isEmpty()) {
      json.writeNullField(name);
      return;
    }
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  /** The members of an object as Go decodes them: any case of the key, null is the zero value. */
  private record Fields(JsonNode node, String goType, String goField) {

    Fields {
      node = node.isNull() ? JSON.createObjectNode() : node;
    }

    private void mustBeObject() throws TokenRefused {
      if (!node.isObject()) {
        throw new TokenRefused(
            "json: cannot unmarshal %s into Go value of type %s".formatted(word(node), goType));
      }
    }

    JsonNode get(String name) throws TokenRefused {
      mustBeObject();
      JsonNode found = JSON.nullNode();
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        if (member.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
          found = member.getValue();
        }
      }
      return found;
    }

    String text(String name) throws TokenRefused {
      JsonNode value = get(name);
      if (value.isNull()) {
        return "";
      }
      if (!value.isTextual()) {
        throw mismatch(value, name, "string");
      }
      return value.textValue();
    }

    List<String> list(String name) throws TokenRefused {
      JsonNode value = get(name);
      if (value.isNull()) {
        return List.of();
      }
      if (!value.isArray()) {
        throw mismatch(value, name, "[]string");
      }
      List<String> texts = new ArrayList<>();
      for (JsonNode element : value) {
        if (!element.isTextual() && !element.isNull()) {
          throw mismatch(element, name, "string");
        }
        texts.add(element.isNull() ? "" : element.textValue());
      }
      return List.copyOf(texts);
    }

    private TokenRefused mismatch(JsonNode value, String name, String type) {
      return new TokenRefused(
          "json: cannot unmarshal %s into Go struct field %s.%s of type %s"
              .formatted(word(value), goField, name, type));
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
}
