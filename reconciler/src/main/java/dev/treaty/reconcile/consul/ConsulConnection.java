package dev.treaty.reconcile.consul;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a Consul server is and how to speak to it.
 *
 * @param token sent to this address only; redirects are never followed
 * @param caFile PEM file with the only roots to trust for {@code https}
 * @param certFile PEM file of the client certificate, {@code keyFile} of its key
 * @param serverName to expect in the server's certificate, where not the host of the address
 * @param timeout for one whole call, not counting the time a blocking query may wait
 */
public record ConsulConnection(
    URI address,
    Optional<AccessToken> token,
    Optional<Path> caFile,
    Optional<Path> certFile,
    Optional<Path> keyFile,
    Optional<String> serverName,
    Duration timeout) {

  public ConsulConnection(
      URI address,
      Optional<AccessToken> token,
      Optional<Path> caFile,
      Optional<Path> certFile,
      Optional<Path> keyFile,
      Duration timeout) {
    this(address, token, caFile, certFile, keyFile, Optional.empty(), timeout);
  }

  /** A connection without secrets and with the default time limit. */
  public static ConsulConnection to(String address) {
    return new ConsulConnection(
        parseAddress(address),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Duration.ofSeconds(30));
  }

  public ConsulConnection withToken(AccessToken newToken) {
    return new ConsulConnection(
        address, Optional.of(newToken), caFile, certFile, keyFile, serverName, timeout);
  }

  public ConsulConnection withTls(
      Optional<Path> newCaFile, Optional<Path> newCertFile, Optional<Path> newKeyFile) {
    return new ConsulConnection(
        address, token, newCaFile, newCertFile, newKeyFile, serverName, timeout);
  }

  public ConsulConnection withServerName(String name) {
    return new ConsulConnection(
        address, token, caFile, certFile, keyFile, Optional.of(name), timeout);
  }

  public ConsulConnection withTimeout(Duration newTimeout) {
    return new ConsulConnection(address, token, caFile, certFile, keyFile, serverName, newTimeout);
  }

  /**
   * Reads an address as Consul's client takes it: {@code host:port} means {@code http}.
   *
   * @throws IllegalArgumentException if it is no {@code http} or {@code https} address
   */
  public static URI parseAddress(String text) {
    URI uri = URI.create(text.contains("://") ? text : "http://" + text);
    String scheme = uri.getScheme();
    if (!"http".equals(scheme) && !"https".equals(scheme)) {
      throw new IllegalArgumentException("an address must begin with http:// or https://");
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("an address must be http[s]://host[:port]");
    }
    return uri;
  }
}
