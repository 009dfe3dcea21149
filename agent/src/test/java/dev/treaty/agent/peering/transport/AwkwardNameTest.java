package dev.treaty.agent.peering.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Peers whose datacenter has a name that the JDK takes for no host name. */
final class AwkwardNameTest {
  private static final String NAME = "server.dc_1.peering.x.consul";

  private final TestAuthority authority = new TestAuthority("dc_1");
  private final X509Certificate[] chain =
      authority.identity(NAME).chain().toArray(X509Certificate[]::new);

  private static AwkwardName trust(String name, TestAuthority authority) throws BadTarget {
    return new AwkwardName(name, PeerRoots.trust(List.of(authority.rootPem())));
  }

  @Test
  void concernsNamesWithAnUnderscoreOnly() {
    assertThat(AwkwardName.is(NAME)).isTrue();
    assertThat(AwkwardName.is("server.dc1.peering.x.consul")).isFalse();
  }

  @Test
  void trustsACertificateWithThatName() throws Exception {
    AwkwardName trust = trust(NAME, authority);

    assertThatCode(() -> trust.checkServerTrusted(chain, "ECDHE_ECDSA")).doesNotThrowAnyException();
  }

  @Test
  void refusesACertificateWithAnotherName() throws Exception {
    AwkwardName trust = trust("server.dc_2.peering.x.consul", authority);

    assertThatThrownBy(() -> trust.checkServerTrusted(chain, "ECDHE_ECDSA"))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining("server.dc_2.peering.x.consul");
  }

  @Test
  void refusesACertificateOfAnotherRoot() throws Exception {
    AwkwardName trust = trust(NAME, new TestAuthority("dc_1"));

    assertThatThrownBy(() -> trust.checkServerTrusted(chain, "ECDHE_ECDSA"))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void refusesRootsThatAreNone() {
    assertThatThrownBy(() -> PeerRoots.trust(List.of("garbage"))).isInstanceOf(BadTarget.class);
    assertThatThrownBy(() -> PeerRoots.trust(List.of())).isInstanceOf(BadTarget.class);
  }
}
