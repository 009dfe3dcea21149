package dev.treaty.agent.cluster.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treaty.agent.http.Secret;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.settings.ClusterSettings;
import dev.treaty.agent.settings.ClusterSettings.Trust;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityTest {

  static final String ONE = "d8wu8CSUrqgtjVsvcBPmhQ==";
  static final String OTHER = "pUqJrVyVRj5jsiYEkM/tFQYfWyJIv4s3XkvDwy7Cu5s=";

  private static Identity with(String secret, boolean server) {
    AgentSettings settings = AgentSettings.embedded("a", "dc1");
    return Identity.of(
        settings.withCluster(
            ClusterSettings.ALONE
                .withServer(server)
                .withTrust(new Trust(new Secret(secret), ClusterSettings.Files.NONE))));
  }

  private static void check(Identity judge, Identity shown) throws CertificateException {
    judge
        .tls()
        .trust()
        .checkServerTrusted(shown.chain().toArray(X509Certificate[]::new), "UNKNOWN");
  }

  @Test
  void whoHasTheSecretIsBelievedAndNobodyElse() throws CertificateException {
    check(with(ONE, true), with(ONE, false));
    check(with(ONE, false), with(ONE, true));
    assertThatThrownBy(() -> check(with(ONE, true), with(OTHER, true)))
        .isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> check(with(ONE, true), with("", true)))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void namesWhatItIs() throws CertificateException {
    assertThat(with(ONE, true).chain().getFirst().getSubjectAlternativeNames().toString())
        .contains("server.dc1.treaty", "agent.treaty", "127.0.0.1");
    assertThat(with(ONE, false).chain().getFirst().getSubjectAlternativeNames().toString())
        .contains("client.dc1.treaty");
  }

  @Test
  void showsNeitherSecretNorKey() {
    Identity identity = with(ONE, true);
    assertThat(identity.toString()).doesNotContain(ONE).doesNotContain("rivate");
    assertThat(identity.tls().toString()).doesNotContain(ONE);
  }

  @Test
  void derivesAsTheRfcSays() {
    // RFC 5869, test case 3: no salt, no info.
    byte[] secret = HexFormat.of().parseHex("0b".repeat(22));
    assertThat(HexFormat.of().formatHex(Hkdf.derive(secret, "", 42)))
        .isEqualTo(
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
  }

  @Test
  void saysWhichFileIsOfNoUseAndNotWhatIsInIt(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("key.pem");
    Files.write(file, "-----BEGIN NOTHING-----\nsecret".getBytes(StandardCharsets.UTF_8));
    AgentSettings settings = AgentSettings.embedded("a", "dc1");
    Optional<Path> same = Optional.of(file);
    AgentSettings asked =
        settings.withCluster(
            ClusterSettings.ALONE.withTrust(
                new Trust(Secret.NONE, new ClusterSettings.Files(same, same, same, false))));
    assertThatThrownBy(() -> Identity.of(asked))
        .isInstanceOf(Identity.BadFileException.class)
        .hasMessageContaining("key.pem")
        .hasMessageNotContaining("secret");
  }
}
