package dev.treaty.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treaty.agent.TestAuthority.Issued;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.settings.Ports;
import dev.treaty.agent.settings.TlsSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP API over real TLS. */
class HttpsTest {

  @TempDir Path folder;

  private Optional<TreatyAgent> agent = Optional.empty();

  @AfterEach
  void close() {
    agent.ifPresent(TreatyAgent::close);
  }

  private static AgentSettings settings(TlsSettings tls) {
    AgentSettings embedded = AgentSettings.embedded("tls", "dc1");
    return embedded.withNetwork(
        embedded.network().withPorts(Ports.EPHEMERAL.withHttps(0)).withHttps(tls));
  }

  private int start(TlsSettings tls) {
    agent = Optional.of(TreatyAgent.start(settings(tls)));
    return agent.get().ports().get("https");
  }

  private static SSLSocket connect(SSLContext context, int port) throws IOException {
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
    socket.setSoTimeout(10_000);
    return socket;
  }

  /** One request on a connection that stays open. */
  private static String ask(SSLSocket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(
        "GET /v1/status/leader HTTP/1.1\r\nHost: localhost\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII));
    out.flush();
    byte[] answer = new byte[4096];
    int length = socket.getInputStream().read(answer);
    return length < 0 ? "" : new String(answer, 0, length, StandardCharsets.US_ASCII);
  }

  private static String shown(SSLContext context, int port) throws IOException {
    try (SSLSocket socket = connect(context, port)) {
      socket.startHandshake();
      X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return certificate.getSubjectX500Principal().getName();
    }
  }

  @Test
  void answersWhoTrustsItsCertificate() throws Exception {
    TestAuthority authority = new TestAuthority(folder, "ca");
    Issued server = authority.issue("server");
    int port = start(TlsSettings.of(server.certFile(), server.keyFile()));
    try (SSLSocket socket = connect(authority.client(Optional.empty()), port)) {
      assertThat(ask(socket)).startsWith("HTTP/1.1 200 OK").contains("127.0.0.1:");
    }
    TestAuthority other = new TestAuthority(folder, "other");
    assertThatThrownBy(() -> shown(other.client(Optional.empty()), port))
        .isInstanceOf(SSLException.class);
  }

  @Test
  void refusesClientsWithoutACertificateOfItsCaIfTold() throws Exception {
    TestAuthority authority = new TestAuthority(folder, "ca");
    TestAuthority other = new TestAuthority(folder, "other");
    Issued server = authority.issue("server");
    int port =
        start(TlsSettings.of(server.certFile(), server.keyFile()).verifying(authority.caFile()));
    Optional<Issued> known = Optional.of(authority.issue("client"));
    try (SSLSocket socket = connect(authority.client(known), port)) {
      assertThat(ask(socket)).startsWith("HTTP/1.1 200 OK");
    }
    for (Optional<Issued> stranger :
        List.of(Optional.<Issued>empty(), Optional.of(other.issue("stranger")))) {
      assertThatThrownBy(
              () -> {
                try (SSLSocket socket = connect(authority.client(stranger), port)) {
                  String answer = ask(socket);
                  throw new AssertionError("answered: " + answer);
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void speaksNothingOlderThanItMay() throws Exception {
    TestAuthority authority = new TestAuthority(folder, "ca");
    Issued server = authority.issue("server");
    TlsSettings plain = TlsSettings.of(server.certFile(), server.keyFile());
    int port =
        start(
            new TlsSettings(
                plain.certFile(),
                plain.keyFile(),
                plain.caFile(),
                plain.caPath(),
                false,
                "TLSv1.3",
                List.of()));
    try (SSLSocket socket = connect(authority.client(Optional.empty()), port)) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void takesARenewedCertificateAndDropsNobody() throws Exception {
    TestAuthority authority = new TestAuthority(folder, "ca");
    Issued first = authority.issue("first");
    Issued second = authority.issue("second");
    int port = start(TlsSettings.of(first.certFile(), first.keyFile()));
    SSLContext client = authority.client(Optional.empty());
    try (SSLSocket standing = connect(client, port)) {
      assertThat(ask(standing)).startsWith("HTTP/1.1 200");
      // The key first: for a moment the pair does not match.
      replace(second.keyFile(), first.keyFile());
      replace(second.certFile(), first.certFile());
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> shown(authority.client(Optional.empty()), port).contains("second"));
      assertThat(ask(standing)).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void keepsTheOldCertificateWhileTheNewOneIsBroken() throws Exception {
    TestAuthority authority = new TestAuthority(folder, "ca");
    Issued first = authority.issue("first");
    Files.createDirectory(folder.resolve("b"));
    HttpsCertificates certificates =
        new HttpsCertificates(
            settings(TlsSettings.of(first.certFile(), first.keyFile())),
            InstantSource.system(),
            tls -> {
              throw new AssertionError("a broken pair was taken");
            });
    certificates.open();
    var before = certificates.notAfter();
    Issued other = authority.issue("other");
    replace(other.certFile(), first.certFile());
    certificates.look();
    certificates.look();
    Files.writeString(first.keyFile(), "nonsense");
    certificates.look();
    certificates.look();
    assertThat(certificates.notAfter()).isEqualTo(before);
  }

  @Test
  void doesNotStartWithFilesOfNoUseAndNamesThem() throws Exception {
    TestAuthority authority = new TestAuthority(folder, "ca");
    Issued server = authority.issue("server");
    Issued other = authority.issue("other");
    Issued expired =
        authority.issue("expired", InstantSource.system().instant().minus(Duration.ofDays(1)));
    refuses(TlsSettings.of(expired.certFile(), expired.keyFile()), "expired.pem expired on ");
    refuses(TlsSettings.of(server.certFile(), other.keyFile()), "other-key.pem is not the key");
    refuses(TlsSettings.of(folder.resolve("no.pem"), server.keyFile()), "no.pem");
    refuses(TlsSettings.of(server.keyFile(), server.keyFile()), "server-key.pem");
    refuses(
        new TlsSettings(
            Optional.of(server.certFile()),
            Optional.of(server.keyFile()),
            Optional.empty(),
            Optional.empty(),
            true,
            "TLSv1.2",
            List.of()),
        "verify_incoming is set, and there is no CA");
  }

  @Test
  void aReloadWithFilesOfNoUseChangesNothing() throws Exception {
    TestAuthority authority = new TestAuthority(folder, "ca");
    Issued server = authority.issue("server");
    Issued other = authority.issue("other");
    int port = start(TlsSettings.of(server.certFile(), server.keyFile()));
    TreatyAgent running = agent.orElseThrow();
    AgentSettings broken = settings(TlsSettings.of(server.certFile(), other.keyFile()));
    AgentSettings headed =
        broken.withNetwork(broken.network().withResponseHeaders(Map.of("X-Team", "a")));
    assertThatThrownBy(() -> running.reload(headed)).isInstanceOf(CannotStartException.class);
    try (SSLSocket socket = connect(authority.client(Optional.empty()), port)) {
      assertThat(ask(socket)).startsWith("HTTP/1.1 200 OK").doesNotContain("X-Team");
    }
    running.reload(settings(TlsSettings.of(other.certFile(), other.keyFile())));
    assertThat(shown(authority.client(Optional.empty()), port)).contains("other");
  }

  private void refuses(TlsSettings tls, String because) {
    assertThatThrownBy(() -> start(tls))
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining(because);
  }

  private static void replace(Path source, Path target) throws IOException {
    Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
  }
}
