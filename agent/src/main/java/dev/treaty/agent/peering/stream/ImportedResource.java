package dev.treaty.agent.peering.stream;

import java.util.List;

/** Something a peer sent that was found in order. */
public sealed interface ImportedResource {

  /** All instances of one name; none means that there are none any more. */
  record Service(String name, List<PeeredInstance> instances) implements ImportedResource {}

  /** All names that the peer exports to us. */
  record ServiceList(List<String> names) implements ImportedResource {}

  /** The peer's roots. */
  record TrustBundle(PeerTrustBundle bundle) implements ImportedResource {}

  /** Where the peer's servers are dialed. */
  record ServerAddresses(List<String> addresses) implements ImportedResource {}
}
