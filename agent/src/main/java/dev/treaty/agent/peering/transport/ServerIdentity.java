package dev.treaty.agent.peering.transport;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What our peering port shows: its name, its key, and the chain from its leaf up to, not including,
 * the root.
 *
 * @param serverName {@code server.<dc>.peering.<trust domain>}, the one name it answers to
 */
public record ServerIdentity(String serverName, PrivateKey key, List<X509Certificate> chain) {
  public ServerIdentity {
    chain = List.copyOf(chain);
  }

  @Override
  public String toString() {
    return "ServerIdentity[" + serverName + "]";
  }
}
