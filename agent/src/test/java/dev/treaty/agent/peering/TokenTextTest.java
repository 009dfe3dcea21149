package dev.treaty.agent.peering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treaty.agent.connect.TrustDomain;
import dev.treaty.agent.peering.stream.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenTextTest {

  private static final PeeringToken TOKEN =
      new PeeringToken(
          List.of("-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n"),
          List.of(),
          List.of("10.0.0.5:8503"),
          "server.dc1.peering.11111111-2222-3333-4444-555555555555.consul",
          "09fa4d82-6f71-0ea8-67c3-733a7f012746",
          Secret.of("b1ee4d13-1c19-722c-c909-5ae3f52fb0c7"),
          new PeeringToken.Remote("", "dc1", "", ""));

  @Test
  void writesTheVeryBytesThatConsulWrites() {
    assertThat(
            new String(
                Base64.getDecoder().decode(TokenText.envelope(TOKEN)), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"CA\":[\"-----BEGIN CERTIFICATE-----\\nAA==\\n-----END CERTIFICATE-----\\n\"],"
                + "\"ManualServerAddresses\":null,\"ServerAddresses\":[\"10.0.0.5:8503\"],"
                + "\"ServerName\":\"server.dc1.peering.11111111-2222-3333-4444-555555555555.consul\","
                + "\"PeerID\":\"09fa4d82-6f71-0ea8-67c3-733a7f012746\","
                + "\"EstablishmentSecret\":\"b1ee4d13-1c19-722c-c909-5ae3f52fb0c7\","
                + "\"Remote\":{\"Partition\":\"\",\"Datacenter\":\"dc1\",\"Locality\":null}}");
  }

  @Test
  void readsBackWhatItWrote() throws Exception {
    assertThat(TokenText.read(TokenText.envelope(TOKEN))).isEqualTo(TOKEN);
  }

  @Test
  void readsTokensOfOlderServersAndKeysInAnyCase() throws Exception {
    PeeringToken read =
        TokenText.read(
            base64(
                "{\"ca\":null,\"serverADDRESSES\":[\"a:1\"],\"PeerID\":\"p\",\"New\":{\"x\":1},"
                    + "\"EstablishmentSecret\":\"s\"}"));
    assertThat(read.serverAddresses()).containsExactly("a:1");
    assertThat(read.remote()).isEqualTo(PeeringToken.Remote.UNKNOWN);
    assertThat(read.establishmentSecret()).isEqualTo(Secret.of("s"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x|failed to decode token: illegal base64 data at input byte 0",
        "@@@@|failed to decode token: illegal base64 data at input byte 0",
        "e30|failed to decode token: illegal base64 data at input byte 0",
        "e30=e30=|failed to decode token: illegal base64 data at input byte 4",
        "e3=0|failed to decode token: illegal base64 data at input byte 2",
        "W10=|json: cannot unmarshal array into Go value of type structs.PeeringToken",
        "ew==|unexpected end of JSON input",
        "bm9wZQ==|invalid character 'n' looking for beginning of value",
        "a.b.c|failed to decode token: not a JWT",
      })
  void refusesInConsulsWords(String token, String message) {
    assertThatThrownBy(() -> TokenText.read(token))
        .isInstanceOf(TokenRefused.class)
        .hasMessage(message);
  }

  @Test
  void refusesAListThatIsAString() {
    assertThatThrownBy(() -> TokenText.read(base64("{\"ServerAddresses\":\"x\"}")))
        .hasMessage(
            "json: cannot unmarshal string into Go struct field PeeringToken.ServerAddresses of"
                + " type []string");
  }

  @Test
  void aBareJwtCarriesEverythingAndIsItsOwnSecret() throws Exception {
    SecureRandom random = new SecureRandom();
    EstablishmentSecrets secrets =
        new EstablishmentSecrets(
            TrustDomain.ofCluster("11111111-2222-3333-4444-555555555555"),
            EstablishmentSecrets.newKey(random),
            random);
    Instant now = Instant.parse("2026-11-24T12:00:00Z");
    Secret jwt =
        secrets.issue(TOKEN.peerId(), now, Duration.ofHours(1), TokenText.claims(TOKEN)).secret();
    assertThat(TokenText.read(jwt.reveal())).isEqualTo(TOKEN.withSecret(jwt));
    assertThat(secrets.isGenuine(jwt, TOKEN.peerId(), now)).isTrue();
  }

  @Test
  void neverPrintsTheSecret() {
    assertThat(TOKEN.toString()).doesNotContain("b1ee4d13");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
