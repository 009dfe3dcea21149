package dev.treaty.model.entry;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;

/**
 * One side of a peering as consul-k8s declares it: a {@code PeeringAcceptor} or a {@code
 * PeeringDialer}. The other side stands with another cluster.
 *
 * @param peerName what this side calls the other one
 * @param secretName the name of the Kubernetes secret that carries the token; may be empty
 * @param key the key in the secret; may be empty
 */
public record PeeringSide(
    Role role, String peerName, String secretName, String key, SourceRange range) {

  /** Which part the side plays when the peering is made. */
  public enum Role {
    ACCEPTOR("PeeringAcceptor"),
    DIALER("PeeringDialer");

    private final String resource;

    Role(String resource) {
      this.resource = resource;
    }

    /** The resource's kind. */
    public String resource() {
      return resource;
    }
  }

  /** What there is to say of it where only its file is judged. */
  Diagnostic note() {
    return DiagnosticCode.PEERING_RESOURCE
        .noteAt(range, "this " + role.resource() + " declares one side of a peering")
        .withHint(
            "a project needs the other side too: a "
                + other().resource()
                + " in another cluster's folder, with the same secret");
  }

  /** The role of the other side. */
  public Role other() {
    return role == Role.ACCEPTOR ? Role.DIALER : Role.ACCEPTOR;
  }
}
