package dev.treaty.agent.peering;

import dev.treaty.agent.peering.stream.OpenRequest;
import dev.treaty.agent.peering.stream.PeeringRef;
import dev.treaty.agent.peering.stream.RemoteCluster;
import dev.treaty.agent.peering.stream.Secret;
import dev.treaty.agent.peering.transport.DialTarget;
import dev.treaty.agent.store.Tables;
import java.util.List;
import java.util.Optional;

/** Everything a dialer needs of the state to reach its peer; two that are equal dial the same. */
record DialPlan(
    String id,
    String name,
    String peerId,
    String serverName,
    List<String> caPems,
    List<String> addresses,
    Secret secret,
    RemoteCluster self) {

  DialPlan {
    caPems = List.copyOf(caPems);
    addresses = List.copyOf(addresses);
  }

  /** How to reach the peer of a live peering in which we dial; empty for any other. */
  static Optional<DialPlan> of(Tables tables, String id, String datacenter) {
    Secret secret = Secret.of(PeeringRows.secrets(tables, id).dialing());
    return PeeringRows.liveById(tables, id)
        .filter(row -> row.isDialer() && !secret.isEmpty())
        .map(row ->
            new DialPlan(
                id,
                row.name(),
                row.peerId(),
                row.peerServerName(),
                row.peerCaPems(),
                row.dialAddresses(),
                secret,
                new RemoteCluster(
                    row.partition().equals("default") ? "" : row.partition(),
                    datacenter,
                    Optional.empty())));
  }

  /** The server to dial at a turn: one address after the other. */
  DialTarget target(int turn) {
    return new DialTarget(addresses.get(Math.floorMod(turn, addresses.size())), serverName, caPems);
  }

  PeeringRef ref() {
    return new PeeringRef(id, name);
  }

  OpenRequest open() {
    return new OpenRequest(peerId, secret, self);
  }
}
