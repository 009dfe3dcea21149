package dev.treaty.agent.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.treaty.model.entry.Tenancy;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RootAuthorityTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final TrustDomain DOMAIN =
      TrustDomain.ofCluster("11111111-2222-3333-4444-555555555555");

  private final SecureRandom random = new SecureRandom();
  private final RootAuthority authority = RootAuthority.create(DOMAIN, NOW, random);

  @Test
  void makesARootThatMayOnlySign() throws Exception {
    X509Certificate root = authority.root();
    assertThat(root.getBasicConstraints()).isPositive();
    assertThat(root.getKeyUsage()).startsWith(true, false, false, false, false, true, true);
    assertThat(root.getSubjectX500Principal().getName())
        .startsWith("CN=pri-")
        .endsWith(".consul.ca.11111111.consul");
    assertThat(uriNames(root)).containsExactly("spiffe://" + DOMAIN.name());
    assertThatCode(() -> root.verify(root.getPublicKey())).doesNotThrowAnyException();
  }

  @Test
  void aServerCertificateChainsToTheRootAndCarriesBothNames() throws Exception {
    IssuedCertificate leaf =
        authority.issue(
            DOMAIN.serverUri("dc1"), List.of(DOMAIN.peeringServerName("dc1")), NOW, random);
    assertThatCode(() -> validate(leaf.certificate())).doesNotThrowAnyException();
    assertThat(uriNames(leaf.certificate()))
        .containsExactly(
            "server.dc1.peering." + DOMAIN.name(),
            "spiffe://" + DOMAIN.name() + "/agent/server/dc/dc1");
    assertThat(leaf.certificate().getCriticalExtensionOIDs()).contains("2.5.29.17");
    assertThat(leaf.certificate().getSubjectX500Principal().getName()).isEmpty();
    assertThat(leaf.certificate().getNotAfter().toInstant())
        .isEqualTo(NOW.plus(RootAuthority.LEAF_LIFE));
  }

  @Test
  void aStoredKeySignsAsTheFirstOneDid() throws Exception {
    byte[] text = "signed".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Signature signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(Pem.key(Pem.of(authority.key(), authority.root().getPublicKey())));
    signer.update(text);
    byte[] signature = signer.sign();
    Signature verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(authority.root().getPublicKey());
    verifier.update(text);
    assertThat(verifier.verify(signature)).isTrue();
  }

  @Test
  void readsBackTheCertificateItWrote() {
    assertThat(Pem.certificate(Pem.of(authority.root())))
        .isEqualTo(new Pem.Read.Certificate(authority.root()));
    assertThat(Pem.of(authority.root())).endsWith("-----END CERTIFICATE-----\n");
  }

  @Test
  void neverPrintsAKey() {
    IssuedCertificate leaf =
        authority.issue(DOMAIN.serviceUri(Tenancy.DEFAULT, "dc1", "web"), List.of(), NOW, random);
    assertThat(leaf.toString()).isEqualTo("IssuedCertificate[" + leaf.uri() + "]");
    assertThat(new CaRow("id", "root", "the key").toString()).doesNotContain("the key");
  }

  @Test
  void namesServicesAsConsulDoes() {
    assertThat(DOMAIN.serviceUri(Tenancy.DEFAULT, "dc1", "web"))
        .isEqualTo("spiffe://" + DOMAIN.name() + "/ns/default/dc/dc1/svc/web");
    assertThat(DOMAIN.serviceUri(new Tenancy("a", "b"), "dc1", "web"))
        .isEqualTo("spiffe://" + DOMAIN.name() + "/ap/a/ns/b/dc/dc1/svc/web");
  }

  private void validate(X509Certificate leaf) throws Exception {
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority.root(), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(NOW));
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf)), parameters);
  }

  private static List<String> uriNames(X509Certificate certificate) throws Exception {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    return names.stream().map(name -> name.get(1).toString()).toList();
  }
}
