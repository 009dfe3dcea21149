package dev.treaty.agent.peering;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.PlainHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.treaty.agent.connect.TrustDomain;
import dev.treaty.agent.peering.stream.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EstablishmentSecretsTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final String PEERING = "09fa4d82-6f71-0ea8-67c3-733a7f012746";
  private static final TrustDomain DOMAIN =
      TrustDomain.ofCluster("11111111-2222-3333-4444-555555555555");

  private final SecureRandom random = new SecureRandom();
  private final ECKey key = EstablishmentSecrets.newKey(random);
  private final EstablishmentSecrets secrets = new EstablishmentSecrets(DOMAIN, key, random);

  @Test
  void knowsItsOwn() {
    assertThat(secrets.isGenuine(issued(Duration.ofHours(1)), PEERING, NOW)).isTrue();
  }

  @Test
  void noTwoAreEqual() {
    assertThat(issued(Duration.ZERO)).isNotEqualTo(issued(Duration.ZERO));
  }

  @Test
  void refusesOneThatExpired() {
    Secret secret = issued(Duration.ofHours(1));
    assertThat(secrets.isGenuine(secret, PEERING, NOW.plusSeconds(3599))).isTrue();
    assertThat(secrets.isGenuine(secret, PEERING, NOW.plusSeconds(3600))).isFalse();
  }

  @Test
  void oneWithoutALifeNeverExpires() {
    EstablishmentSecrets.Issued secret = secrets.issue(PEERING, NOW, Duration.ZERO, Map.of());
    assertThat(secret.expiresAt()).isZero();
    assertThat(secrets.isGenuine(secret.secret(), PEERING, NOW.plus(Duration.ofDays(99999))))
        .isTrue();
  }

  @Test
  void refusesThatOfAnotherPeering() {
    assertThat(secrets.isGenuine(issued(Duration.ZERO), "another", NOW)).isFalse();
  }

  @Test
  void refusesThatOfAnotherClusterEvenWithTheSameKey() {
    EstablishmentSecrets other =
        new EstablishmentSecrets(TrustDomain.ofCluster("other"), key, random);
    Secret foreign = other.issue(PEERING, NOW, Duration.ZERO, Map.of()).secret();
    assertThat(secrets.isGenuine(foreign, PEERING, NOW)).isFalse();
  }

  @Test
  void refusesThatOfAnotherKey() {
    EstablishmentSecrets other =
        new EstablishmentSecrets(DOMAIN, EstablishmentSecrets.newKey(random), random);
    Secret forged = other.issue(PEERING, NOW, Duration.ZERO, Map.of()).secret();
    assertThat(secrets.isGenuine(forged, PEERING, NOW)).isFalse();
  }

  @Test
  void refusesOneWithoutASignature() throws Exception {
    JWTClaimsSet claims = SignedJWT.parse(issued(Duration.ZERO).reveal()).getJWTClaimsSet();
    String none = new PlainJWT(new PlainHeader(), claims).serialize();
    assertThat(secrets.isGenuine(Secret.of(none), PEERING, NOW)).isFalse();
  }

  @Test
  void refusesAnotherKindOfTokenUnderTheSameKey() throws Exception {
    SignedJWT other =
        new SignedJWT(
            new JWSHeader(JWSAlgorithm.ES256),
            new JWTClaimsSet.Builder()
                .issuer(DOMAIN.name())
                .audience(List.of(DOMAIN.name(), PEERING))
                .build());
    other.sign(new ECDSASigner(key));
    assertThat(secrets.isGenuine(Secret.of(other.serialize()), PEERING, NOW)).isFalse();
  }

  @Test
  void refusesGarbage() {
    for (String text : List.of("", "x", "a.b.c", "b1ee4d13-1c19-722c-c909-5ae3f52fb0c7", "..")) {
      assertThat(secrets.isGenuine(Secret.of(text), PEERING, NOW)).as(text).isFalse();
    }
  }

  private Secret issued(Duration life) {
    return secrets.issue(PEERING, NOW, life, Map.of()).secret();
  }
}
