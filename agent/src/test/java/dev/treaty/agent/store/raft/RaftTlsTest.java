package dev.treaty.agent.store.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treaty.agent.store.RaftMembership;
import dev.treaty.agent.store.StoreUnavailableException;
import dev.treaty.agent.store.raft.Notes.Put;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaftTlsTest {

  @TempDir Path temp;

  @Test
  void threeServersSpeakMutualTls() throws Exception {
    try (Servers servers = new Servers(temp, Servers.fast(1_000_000, 1_000_000))) {
      servers.secure(new Authority("one").tls());
      var peers =
          java.util.stream.Stream.of("server-1", "server-2", "server-3")
              .map(id -> servers.start(id).log().membership().self())
              .toList();
      servers.all().forEach(server -> server.log().membership().bootstrap(peers));
      servers.propose(new Put("a", "1"));
      servers.awaitEqual();
      servers.follower().store().readBarrier();
    }
  }

  @Test
  void aServerOfAnotherAuthorityAndOneWithoutTlsStayOutside() throws Exception {
    try (Servers servers = new Servers(temp, Servers.fast(1_000_000, 1_000_000))) {
      servers.secure(new Authority("one").tls());
      RaftMembership first = servers.start("server-1").log().membership();
      first.bootstrap(java.util.List.of(first.self()));
      servers.propose(new Put("a", "1"));
      servers.secure(new Authority("two").tls());
      RaftMembership.Peer foreign = servers.start("server-2").log().membership().self();
      assertThatThrownBy(() -> first.add(foreign).get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(StoreUnavailableException.class);
      servers.secure(null);
      RaftMembership.Peer plain = servers.start("server-3").log().membership().self();
      assertThatThrownBy(() -> first.add(plain).get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(StoreUnavailableException.class);
      assertThat(first.peers()).hasSize(1);
      servers.propose(new Put("b", "1"));
    }
  }

  /** Issues certificates. */
  private static final class Authority {
    private final X500Name name;
    private final KeyPair keys = keys();
    private final X509Certificate certificate;

    Authority(String name) throws Exception {
      this.name = new X500Name("CN=" + name);
      this.certificate = issue(this.name, keys, true);
    }

    private static KeyPair keys() throws GeneralSecurityException {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    }

    private X509Certificate issue(X500Name to, KeyPair of, boolean authority) throws Exception {
      var form =
          new JcaX509v3CertificateBuilder(
              name,
              BigInteger.valueOf(authority ? 1 : 2),
              Date.from(Instant.parse("2020-01-01T00:00:00Z")),
              Date.from(Instant.parse("2120-01-01T00:00:00Z")),
              to,
              of.getPublic());
      form.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      if (!authority) {
        form.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              form.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    RaftTls tls() throws Exception {
      KeyPair own = keys();
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "own",
          own.getPrivate(),
          new char[0],
          new Certificate[] {issue(new X500Name("CN=server"), own, false)});
      KeyManagerFactory key = KeyManagerFactory.getInstance("PKIX");
      key.init(store, new char[0]);
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("ca", certificate);
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      return new RaftTls(key.getKeyManagers()[0], trust.getTrustManagers()[0]);
    }
  }
}
