package dev.treaty.agent.peering;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.treaty.agent.connect.RandomUuid;
import dev.treaty.agent.connect.TrustDomain;
import dev.treaty.agent.peering.stream.Secret;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * Makes and verifies establishment secrets: signed, expiring JWTs bound to this cluster's trust
 * domain and to one peering. Consul's dialers hand them back without looking inside. That one works
 * only once is not decided here but by the state, which forgets its digest.
 */
final class EstablishmentSecrets {

  /** Keeps this kind of token apart from any other that the same key might sign (RFC 8725). */
  private static final JOSEObjectType TYPE = new JOSEObjectType("treaty-peering+jwt");

  private final TrustDomain domain;
  private final ECKey key;
  private final SecureRandom random;

  EstablishmentSecrets(TrustDomain domain, ECKey key, SecureRandom random) {
    this.domain = domain;
    this.key = key;
    this.random = random;
  }

  static ECKey newKey(SecureRandom random) {
    try {
      return new ECKeyGenerator(Curve.P_256).secureRandom(random).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("every JDK makes P-256 keys", e);
    }
  }

  /**
   * A secret as issued.
   *
   * @param expiresAt epoch seconds; 0 = never
   */
  record Issued(Secret secret, long expiresAt) {}

  /**
   * Issues a secret for one peering.
   *
   * @param life how long it works; zero means for ever
   * @param bare what a bare JWT must carry besides; empty inside Consul's envelope
   */
  Issued issue(String peeringId, Instant now, Duration life, Map<String, Object> bare) {
    Instant issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(domain.name())
            .audience(List.of(domain.name(), peeringId))
            .jwtID(RandomUuid.next(random))
            .issueTime(Date.from(issuedAt));
    long expiresAt = 0;
    if (!life.isZero()) {
      Instant end = issuedAt.plus(life);
      claims.expirationTime(Date.from(end));
      expiresAt = end.getEpochSecond();
    }
    if (!bare.isEmpty()) {
      claims.claim(TokenText.CLAIM, bare);
    }
    SignedJWT jwt =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).type(TYPE).build(), claims.build());
    try {
      jwt.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("the establishment secret could not be signed", e);
    }
    return new Issued(Secret.of(jwt.serialize()), expiresAt);
  }

  /** Whether this cluster signed the secret, for this peering, and it has not expired. */
  boolean isGenuine(Secret secret, String peeringId, Instant now) {
    try {
      SignedJWT jwt = SignedJWT.parse(secret.reveal());
      // The algorithm is fixed by the key, never chosen by the token.
      if (!JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm())
          || !TYPE.equals(jwt.getHeader().getType())
          || !jwt.verify(new ECDSAVerifier(key))) {
        return false;
      }
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      Date end = claims.getExpirationTime();
      return domain.name().equals(claims.getIssuer())
          && claims.getAudience().equals(List.of(domain.name(), peeringId))
          && (end == null || now.isBefore(end.toInstant()));
    } catch (ParseException | JOSEException | RuntimeException e) {
      return false;
    }
  }
}
