package dev.treaty.agent.store;

import java.util.Optional;

/** This server does not lead: the write is not in the log and never will be. Ask the leader. */
public final class NotLeaderException extends StoreUnavailableException {

  private static final long serialVersionUID = 1L;

  private final String leaderId;

  /** A refusal that names the leader's node ID, where one is known. */
  public NotLeaderException(Optional<String> leaderId) {
    super(
        leaderId
            .map(id -> "this server does not lead the cluster, " + id + " does")
            .orElse("the cluster has no leader"));
    this.leaderId = leaderId.orElse("");
  }

  /** The node ID of who leads, as far as this server knew. */
  public Optional<String> leaderId() {
    return Optional.of(leaderId).filter(id -> !id.isEmpty());
  }
}
