package dev.treaty.agent.peering.stream;

import java.util.List;

/**
 * What streams need of the agent: the port that the peering feature implements with store commands.
 *
 * <p>Every method may block until its write is durable; it is called on a virtual thread, one call
 * at a time per stream. An exception counts as a failure of that one message and is not shown to
 * the peer. Imports come validated: no empty ids, no foreign node names, ports in range.
 */
public interface StreamBackend {

  /** Judges the first message of a stream and, for a pending secret, promotes it durably. */
  Admission admit(OpenRequest request);

  /** Spends an establishment secret. */
  SecretExchange exchangeSecret(String peerId, Secret establishmentSecret);

  /** Makes the instances the whole truth about this name of this peer; none removes it. */
  ImportVerdict importService(PeeringRef peering, String name, List<PeeredInstance> instances);

  /**
   * Drops every imported service of this peer that is not in the list.
   *
   * <p>A name also allows {@code <name>-sidecar-proxy}.
   */
  ImportVerdict importServiceList(PeeringRef peering, List<String> names);

  /**
   * Stores the peer's roots, which also become those its servers are verified by.
   *
   * <p>A bundle that claims our own or a third cluster's trust domain is to be refused.
   */
  ImportVerdict importTrustBundle(PeeringRef peering, PeerTrustBundle bundle);

  /** Replaces the addresses at which the peer is dialed; never empty. */
  ImportVerdict importServerAddresses(PeeringRef peering, List<String> addresses);

  /** Records that the peer ended the peering. */
  void terminated(PeeringRef peering);

  /** Everything this peer may see now. */
  ExportSnapshot exports(PeeringRef peering);

  /** Calls back, soon and from any thread, whenever {@link #exports} may answer differently. */
  Registration onExportsChanged(PeeringRef peering, Runnable changed);
}
