package dev.treaty.agent.peering;

import dev.treaty.agent.peering.stream.Secret;
import java.util.List;

/**
 * What an acceptor gives to a dialer, out of band: where to dial, whom to trust, and the secret
 * that works once.
 *
 * @param certificateAuthorities PEM texts of the acceptor's roots; empty means plaintext
 * @param manualServerAddresses the operator's addresses, preferred over the others when present
 * @param peerId the peering's ID in the acceptor's state
 */
public record PeeringToken(
    List<String> certificateAuthorities,
    List<String> manualServerAddresses,
    List<String> serverAddresses,
    String serverName,
    String peerId,
    Secret establishmentSecret,
    Remote remote) {

  /** How an acceptor speaks of itself. Region and zone are empty where it has no locality. */
  public record Remote(String partition, String datacenter, String region, String zone) {

    public static final Remote UNKNOWN = new Remote("", "", "", "");

    public boolean hasLocality() {
      return !region.isEmpty() || !zone.isEmpty();
    }
  }

  public PeeringToken {
    certificateAuthorities = List.copyOf(certificateAuthorities);
    manualServerAddresses = List.copyOf(manualServerAddresses);
    serverAddresses = List.copyOf(serverAddresses);
  }

  /** The addresses to dial. */
  public List<String> dialAddresses() {
    return manualServerAddresses.isEmpty() ? serverAddresses : manualServerAddresses;
  }

  public PeeringToken withSecret(Secret secret) {
    return new PeeringToken(
        certificateAuthorities,
        manualServerAddresses,
        serverAddresses,
        serverName,
        peerId,
        secret,
        remote);
  }
}
