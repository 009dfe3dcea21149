package dev.treaty.model.project;

import dev.treaty.model.peering.ClusterName;
import java.net.URI;
import java.util.Optional;

/**
 * Where a cluster's HTTP API is, and what the operator lets us use there. The token goes to this
 * address and to no other.
 *
 * @param caFile, clientCertificate, clientKey paths as the operator wrote them
 * @param tlsServerName the name to expect in the server's certificate, where not the host's
 */
public record ClusterBinding(
    ClusterName name,
    URI address,
    Optional<Secret> token,
    Optional<String> caFile,
    Optional<String> clientCertificate,
    Optional<String> clientKey,
    Optional<String> tlsServerName) {

  /** An address and nothing else. */
  public static ClusterBinding plain(ClusterName name, URI address) {
    return new ClusterBinding(
        name,
        address,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
