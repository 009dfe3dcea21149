package dev.treaty.agent.peering.stream;

/** The acceptor's answer to an {@link OpenRequest}; each refusal has one status on the wire. */
public sealed interface Admission {

  /**
   * The stream may start.
   *
   * @param promoted the secret was the pending one and is now, durably, the active one: the peer
   *     was established anew, so this stream replaces whatever still runs
   */
  record Admitted(PeeringRef peering, boolean promoted) implements Admission {
    public Admitted(PeeringRef peering) {
      this(peering, false);
    }
  }

  /** This server does not lead; the address is a hint and may be empty. */
  record NotLeader(String leaderAddress) implements Admission {}

  /** The peering could not be looked up, for example because the id is no UUID. */
  record Unreadable() implements Admission {}

  /** No peering has this id and none had it. */
  record UnknownPeering() implements Admission {}

  /** The peering is being deleted, or was: the dialer is told {@code terminated} first. */
  record Deleted() implements Admission {}

  /** The peer had ended this peering; the dialer is told nothing but the status. */
  record Terminated() implements Admission {}

  /** No secret is stored for the peering. */
  record NoSecret() implements Admission {}

  /** The secret is neither the active nor the pending one. */
  record WrongSecret() implements Admission {}

  /** Promoting the secret failed. */
  record NotPersisted(String cause) implements Admission {}

  /** Our side of the peering dials, so it cannot be dialed. */
  record WrongEnd() implements Admission {}

  /** Our certificate authority has no root yet. */
  record NotReady() implements Admission {}
}
