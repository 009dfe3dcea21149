package dev.treaty.agent.peering;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.treaty.agent.http.GoFields;
import dev.treaty.agent.peering.stream.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
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
    try {
      String json = new String(GoBase64.decode(text), StandardCharsets.UTF_8);
      return fromJson(GoFields.ofText(json, "structs.PeeringToken", "PeeringToken"), Secret.EMPTY);
    } catch (GoBase64.IllegalBase64 e) {
      throw new TokenRefused("failed to decode token: " + e.getMessage());
    } catch (GoFields.Refused e) {
      throw new TokenRefused(e.text());
    }
  }

  private static PeeringToken bareJwt(String text) throws TokenRefused {
    try {
      // Only the acceptor can verify the signature; the dialer hands it back untouched.
      Map<String, Object> peering =
          SignedJWT.parse(text).getJWTClaimsSet().getJSONObjectClaim(CLAIM);
      if (peering == null) {
        throw new TokenRefused("failed to decode token: the JWT has no claim \"" + CLAIM + "\"");
      }
      return fromJson(GoFields.ofMap(peering, "PeeringToken"), Secret.of(text));
    } catch (ParseException e) {
      throw new TokenRefused("failed to decode token: not a JWT");
    } catch (GoFields.Refused e) {
      throw new TokenRefused(e.text());
    }
  }

  private static PeeringToken fromJson(GoFields fields, Secret bare) throws GoFields.Refused {
    GoFields remote = fields.object("Remote");
    GoFields locality = remote.object("Locality");
    Secret inside = Secret.of(fields.text("EstablishmentSecret"));
    return new PeeringToken(
        fields.texts("CA"),
        fields.texts("ManualServerAddresses"),
        fields.texts("ServerAddresses"),
        fields.text("ServerName"),
        fields.text("PeerID"),
        bare.isEmpty() ? inside : bare,
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
}
