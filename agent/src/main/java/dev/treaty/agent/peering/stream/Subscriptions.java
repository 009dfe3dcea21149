package dev.treaty.agent.peering.stream;

import dev.treaty.agent.wire.peerstream.ReplicationMessage;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What the peer asked for, and the rules for asking. Confined to its stream. */
final class Subscriptions {
  private final Role role;
  private final String remoteId;
  private final Set<ResourceType> heard = EnumSet.noneOf(ResourceType.class);

  /**
   * Nothing is asked for yet.
   *
   * @param remoteId the acceptor's id of the peering, on the dialer
   */
  Subscriptions(Role role, String remoteId) {
    this.role = role;
    this.remoteId = remoteId;
  }

  /** What a request means. */
  sealed interface Meaning {
    /** From now on this is pushed. */
    record Subscribed(ResourceType type) implements Meaning {}

    /** The peer took what it was sent, or repeats itself. */
    record Acknowledged() implements Meaning {}

    /** The peer could not take what it was sent. */
    record Refused(String message) implements Meaning {}

    /** The stream cannot go on. */
    record Fatal(String message) implements Meaning {}
  }

  Meaning take(ReplicationMessage.Request request) {
    Optional<ResourceType> known = ResourceType.of(request.getResourceURL());
    if (known.isEmpty()) {
      return new Meaning.Fatal(
          "subscription request to unknown resource URL: " + Shown.of(request.getResourceURL()));
    }
    if (heard.contains(known.get())) {
      return request.hasError()
          ? new Meaning.Refused(request.getError().getMessage())
          : new Meaning.Acknowledged();
    }
    Optional<String> fault = fault(request);
    if (fault.isPresent()) {
      return new Meaning.Fatal(fault.get());
    }
    heard.add(known.get());
    // Acceptors of 1.13 ask a dialer for addresses; an answer would turn the roles round.
    return known.get() == ResourceType.SERVER_ADDRESSES && role == Role.DIALER
        ? new Meaning.Acknowledged()
        : new Meaning.Subscribed(known.get());
  }

  private Optional<String> fault(ReplicationMessage.Request first) {
    if (!first.getResponseNonce().isEmpty()) {
      return Optional.of(
          "initial subscription requests for a resource type must not contain a nonce");
    }
    if (first.hasError()) {
      return Optional.of(
          "initial subscription request for a resource type must not contain an error");
    }
    if (role == Role.DIALER
        && !first.getPeerID().isEmpty()
        && !first.getPeerID().equals(remoteId)) {
      return Optional.of(
          "initial subscription requests for a resource type must have consistent PeerID values:"
              + " got=\""
              + Shown.of(first.getPeerID())
              + "\" expected=\""
              + remoteId
              + "\"");
    }
    return Optional.empty();
  }
}
