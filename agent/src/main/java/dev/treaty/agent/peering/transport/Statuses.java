package dev.treaty.agent.peering.transport;

import com.google.protobuf.Any;
import dev.treaty.agent.peering.stream.Admission;
import dev.treaty.agent.peering.stream.StreamEnd;
import dev.treaty.agent.wire.peerstream.LeaderAddress;
import dev.treaty.agent.wire.rpc.Status;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;

/** Our refusals as statuses of gRPC, word for word those of a Consul acceptor. */
final class Statuses {
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private Statuses() {}

  static StatusRuntimeException of(Code code, String message) {
    return code.toStatus().withDescription(message).asRuntimeException();
  }

  static StatusRuntimeException of(StreamEnd.Broken end) {
    return of(Code.valueOf(end.code()), end.message());
  }

  static StatusRuntimeException notLeader(String leaderAddress) {
    String message = "cannot establish a peering stream on a follower node";
    Status.Builder details =
        Status.newBuilder().setCode(Code.FAILED_PRECONDITION.value()).setMessage(message);
    if (!leaderAddress.isEmpty()) {
      details.addDetails(Any.pack(LeaderAddress.newBuilder().setAddress(leaderAddress).build()));
    }
    Metadata trailers = new Metadata();
    trailers.put(DETAILS, details.build().toByteArray());
    return Code.FAILED_PRECONDITION
        .toStatus()
        .withDescription(message)
        .asRuntimeException(trailers);
  }

  /** The status for a refused stream. Must not be asked about an admitted one. */
  static StatusRuntimeException refusal(Admission admission, String peerId) {
    return switch (admission) {
      case Admission.Admitted admitted ->
          throw new IllegalArgumentException("an admitted stream has no refusal");
      case Admission.NotLeader follower -> notLeader(follower.leaderAddress());
      case Admission.Unreadable unreadable -> of(Code.INTERNAL, "failed to find PeerID: " + peerId);
      case Admission.UnknownPeering unknown ->
          of(Code.INVALID_ARGUMENT, "initial subscription for unknown PeerID: " + peerId);
      case Admission.Deleted deleted -> of(Code.ABORTED, "peering is marked as deleted: " + peerId);
      case Admission.Terminated terminated ->
          of(Code.ABORTED, "peering is marked as deleted: " + peerId);
      case Admission.NoSecret none ->
          of(Code.INTERNAL, "unable to authorize connection, peering must be re-established");
      case Admission.WrongSecret wrong ->
          of(Code.PERMISSION_DENIED, "invalid peering stream secret");
      case Admission.NotPersisted failed ->
          of(Code.INTERNAL, "failed to persist peering: " + failed.cause());
      case Admission.WrongEnd wrong ->
          of(
              Code.INVALID_ARGUMENT,
              "expected PeerID to be empty; the wrong end of peering is being dialed");
      case Admission.NotReady notReady -> of(Code.UNAVAILABLE, "Connect CA is not yet initialized");
    };
  }
}
