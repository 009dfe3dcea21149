package dev.treaty.agent.peering;

import dev.treaty.agent.peering.stream.Secret;
import dev.treaty.agent.peering.stream.SecretExchange;
import dev.treaty.agent.store.Subscription;
import java.util.List;

/** The servers of this cluster, as far as peers have to do with them. */
interface OwnServers {

  /** Whether this one leads: only the leader has streams. */
  boolean leads();

  /** Where the leader's log listens, as Consul's followers tell it; empty where it is unknown. */
  String leaderAddress();

  /** Has the leader take an establishment secret back. */
  SecretExchange exchangeAtLeader(String peeringId, Secret establishment);

  /** The peering ports of all servers, also of those that are down for now; this one's first. */
  List<String> known();

  /** The peering ports of those that run; this one's first. */
  List<String> ready();

  /** Calls back whenever {@link #ready} may answer differently. */
  Subscription onChange(Runnable changed);
}
