package dev.treaty.agent.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * How the HTTP API speaks TLS.
 *
 * @param clients whom client certificates are trusted of; absent: nobody is asked for one
 * @param protocols for example {@code TLSv1.3}
 * @param suites empty for what the platform takes
 * @param handshake how long a handshake may take
 */
public record ServerTls(
    X509KeyManager keys,
    Optional<X509TrustManager> clients,
    Set<String> protocols,
    List<String> suites,
    Duration handshake) {

  public ServerTls {
    protocols = Set.copyOf(protocols);
    suites = List.copyOf(suites);
  }
}
