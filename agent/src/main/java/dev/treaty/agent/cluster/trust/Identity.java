package dev.treaty.agent.cluster.trust;

import dev.treaty.agent.http.PeerTls;
import dev.treaty.agent.http.Secret;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.settings.ClusterSettings;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Who this agent is to the others of its cluster, and whom it believes.
 *
 * @param chain its certificate, and what stands between it and the authority
 * @param authorities who may vouch for others
 * @param peerName the name that the other end's certificate must hold; absent: any that an
 *     authority vouches for
 * @param proof shown with every request besides, where both certificates and {@code encrypt} are
 *     given: who has only a certificate does not know it
 */
public record Identity(
    PrivateKey key,
    List<X509Certificate> chain,
    List<X509Certificate> authorities,
    Optional<String> peerName,
    Secret proof) {

  /** Every agent's certificate holds it, whatever its role and datacenter. */
  static final String ANY_AGENT = "agent.treaty";

  /** What stands for the secret where there is none, which is possible on loopback only. */
  private static final String NO_SECRET = "no secret: loopback only";

  public Identity {
    chain = List.copyOf(chain);
    authorities = List.copyOf(authorities);
  }

  /**
   * Makes the identity that the settings ask for.
   *
   * @throws BadFileException if a file they name is of no use
   */
  public static Identity of(AgentSettings settings) {
    ClusterSettings.Trust trust = settings.cluster().trust();
    boolean server = settings.cluster().server();
    if (trust.files().isWhole()) {
      Optional<String> name =
          trust.files().verifyHostname()
              ? Optional.of("server." + settings.datacenter() + ".consul")
              : Optional.empty();
      Secret proof =
          trust.encrypt().isPresent()
              ? new Secret(
                  HexFormat.of()
                      .formatHex(Hkdf.derive(bytes(trust.encrypt()), "treaty join proof v1", 32)))
              : Secret.NONE;
      return PemFiles.read(trust.files(), name, proof);
    }
    byte[] secret =
        trust.encrypt().isPresent()
            ? bytes(trust.encrypt())
            : NO_SECRET.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    DerivedAuthority authority = DerivedAuthority.of(secret);
    String role = server ? "server." : "client.";
    DerivedAuthority.Issued issued =
        authority.issue(
            List.of(
                role + settings.datacenter() + ".treaty",
                ANY_AGENT,
                "localhost",
                "127.0.0.1",
                settings.network().bindAddress(),
                settings.network().advertiseAddress()));
    return new Identity(
        issued.key(),
        List.of(issued.certificate()),
        List.of(authority.certificate()),
        Optional.of(ANY_AGENT),
        Secret.NONE);
  }

  private static byte[] bytes(Secret encrypt) {
    return Base64.getDecoder().decode(encrypt.value());
  }

  /** For connections of our own protocol. */
  public PeerTls tls() {
    return new PeerTls(
        TlsMaterial.keys(key, chain), TlsMaterial.trust(authorities), peerName, proof);
  }

  /** Whom to believe, whatever name the certificate holds. */
  public X509ExtendedTrustManager anyName() {
    return new AnyName(TlsMaterial.trust(authorities));
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "Identity[" + chain.getFirst().getSubjectX500Principal() + "]";
  }

  /** A file with certificates or a key that is of no use. */
  public static final class BadFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadFileException(String message) {
      super(message);
    }
  }
}
