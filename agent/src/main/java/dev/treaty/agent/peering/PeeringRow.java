package dev.treaty.agent.peering;

import dev.treaty.agent.store.Keys;
import dev.treaty.agent.store.Row;
import dev.treaty.agent.store.TableId;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One peering of this cluster, in either role.
 *
 * @param deletedAt epoch milliseconds of the deletion's start; 0 = not deleted
 * @param state what is stored; what is shown also depends on the stream
 * @param peerId the peering's ID on the other side; empty for an acceptor
 * @param peerServerName what the other side's certificate must carry; empty for an acceptor
 * @param peerServerAddresses from the token, later from the acceptor itself
 * @param manualServerAddresses the acceptor operator's addresses, preferred where present
 */
record PeeringRow(
    String id,
    String name,
    String partition,
    long deletedAt,
    Map<String, String> meta,
    PeeringState state,
    String peerId,
    List<String> peerCaPems,
    String peerServerName,
    List<String> peerServerAddresses,
    List<String> manualServerAddresses,
    RemoteRow remote)
    implements Row {

  /** By partition and lower-cased name. */
  static final TableId<PeeringRow> TABLE = new TableId<>("peering", PeeringRow.class);

  /** Where the other side says it is; all empty until it said so. */
  record RemoteRow(String partition, String datacenter, String region, String zone) {
    static final RemoteRow UNKNOWN = new RemoteRow("", "", "", "");
  }

  PeeringRow {
    meta = Map.copyOf(meta);
    peerCaPems = List.copyOf(peerCaPems);
    peerServerAddresses = List.copyOf(peerServerAddresses);
    manualServerAddresses = List.copyOf(manualServerAddresses);
  }

  /** A peering that waits to be dialed. */
  static PeeringRow acceptor(String id, String name, String partition, Map<String, String> meta) {
    return new PeeringRow(
        id,
        name,
        partition,
        0,
        meta,
        PeeringState.PENDING,
        "",
        List.of(),
        "",
        List.of(),
        List.of(),
        RemoteRow.UNKNOWN);
  }

  static String key(String partition, String name) {
    return Keys.of(partition, name.toLowerCase(Locale.ROOT));
  }

  String key() {
    return key(partition, name);
  }

  /** Whether our side dials. As in Consul it is not stored but follows from having addresses. */
  boolean isDialer() {
    return !peerServerAddresses.isEmpty() || !manualServerAddresses.isEmpty();
  }

  /** Neither being deleted nor ended by the peer. */
  boolean isLive() {
    return state != PeeringState.DELETING && state != PeeringState.TERMINATED;
  }

  /** Where to dial, in order. */
  List<String> dialAddresses() {
    return manualServerAddresses.isEmpty() ? peerServerAddresses : manualServerAddresses;
  }

  PeeringRow withId(String newId) {
    return new PeeringRow(
        newId,
        name,
        partition,
        deletedAt,
        meta,
        state,
        peerId,
        peerCaPems,
        peerServerName,
        peerServerAddresses,
        manualServerAddresses,
        remote);
  }

  PeeringRow withState(PeeringState newState) {
    return with(newState, deletedAt, peerCaPems, peerServerAddresses, remote);
  }

  PeeringRow deletedAt(long millis) {
    return with(PeeringState.DELETING, millis, peerCaPems, peerServerAddresses, remote);
  }

  PeeringRow withPeerCaPems(List<String> pems) {
    return with(state, deletedAt, pems, peerServerAddresses, remote);
  }

  PeeringRow withPeerServerAddresses(List<String> addresses) {
    return with(state, deletedAt, peerCaPems, addresses, remote);
  }

  PeeringRow withRemote(RemoteRow newRemote) {
    return with(state, deletedAt, peerCaPems, peerServerAddresses, newRemote);
  }

  private PeeringRow with(
      PeeringState newState,
      long newDeletedAt,
      List<String> pems,
      List<String> addresses,
      RemoteRow newRemote) {
    return new PeeringRow(
        id,
        name,
        partition,
        newDeletedAt,
        meta,
        newState,
        peerId,
        pems,
        peerServerName,
        addresses,
        manualServerAddresses,
        newRemote);
  }
}
