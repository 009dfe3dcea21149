package dev.treaty.agent.peering.stream;

/** How a stream ended. */
public sealed interface StreamEnd {

  /** The peer said that it ended the peering; do not dial again. */
  record TerminatedByPeer() implements StreamEnd {}

  /** We told the peer that the peering is over. */
  record TerminatedByUs() implements StreamEnd {}

  /** We closed the connection without a word, for example because the agent stops. */
  record Abandoned() implements StreamEnd {}

  /**
   * Anything else: dial again, after a while.
   *
   * @param code the name of the gRPC status, for example {@code FAILED_PRECONDITION}
   * @param message what is shown and logged; holds no secret
   */
  record Broken(String code, String message) implements StreamEnd {
    /** The server was no leader: another address may do at once. */
    public boolean isNotLeader() {
      return code.equals("FAILED_PRECONDITION");
    }
  }
}
