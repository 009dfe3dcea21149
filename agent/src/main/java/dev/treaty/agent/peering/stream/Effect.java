package dev.treaty.agent.peering.stream;

import dev.treaty.agent.wire.peerstream.ReplicationMessage;

/** What the owner of a {@link PeerStream} has to do, in the order given. */
public sealed interface Effect {

  /** Send this message. */
  record Send(ReplicationMessage message) implements Effect {}

  /** Store this, then call {@link PeerStream#imported} before anything else. Always the last. */
  record Import(ImportedResource resource) implements Effect {}

  /** Record that the peer ended the peering. */
  record RecordTermination() implements Effect {}

  /** Send no more, but receive on. */
  record HalfClose() implements Effect {}

  /** The stream is over: close the connection and forget the machine. Always the last. */
  record Close(StreamEnd end) implements Effect {}

  /** Worth a warning in the log. */
  record Warn(String text) implements Effect {}
}
