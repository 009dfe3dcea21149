package dev.treaty.agent.peering.stream;

import com.google.protobuf.Any;
import dev.treaty.agent.wire.common.Locality;
import dev.treaty.agent.wire.peering.RemoteInfo;
import dev.treaty.agent.wire.peerstream.Operation;
import dev.treaty.agent.wire.peerstream.ReplicationMessage;
import dev.treaty.agent.wire.status.Status;
import java.util.Optional;

/** The messages of the stream, made and read. */
public final class Wire {
  static final int INVALID_ARGUMENT = 3;
  static final int INTERNAL = 13;

  // Consul 1.13 removes with it; later releases do not know it.
  static final int OPERATION_DELETE = 2;

  private Wire() {}

  /** The first message of a dialer. */
  public static ReplicationMessage open(OpenRequest open) {
    RemoteInfo.Builder remote =
        RemoteInfo.newBuilder()
            .setPartition(open.remote().partition())
            .setDatacenter(open.remote().datacenter());
    open.remote()
        .locality()
        .ifPresent(
            l -> remote.setLocality(Locality.newBuilder().setRegion(l.region()).setZone(l.zone())));
    return ReplicationMessage.newBuilder()
        .setOpen(
            ReplicationMessage.Open.newBuilder()
                .setPeerID(open.peerId())
                .setStreamSecretID(open.secret().reveal())
                .setRemote(remote))
        .build();
  }

  /** Reads a first message; empty when it is something else. */
  public static Optional<OpenRequest> readOpen(ReplicationMessage message) {
    if (!message.hasOpen()) {
      return Optional.empty();
    }
    ReplicationMessage.Open open = message.getOpen();
    RemoteInfo remote = open.getRemote();
    Optional<PeerLocality> locality =
        remote.hasLocality()
            ? Optional.of(
                new PeerLocality(remote.getLocality().getRegion(), remote.getLocality().getZone()))
            : Optional.empty();
    return Optional.of(
        new OpenRequest(
            open.getPeerID(),
            Secret.of(open.getStreamSecretID()),
            new RemoteCluster(remote.getPartition(), remote.getDatacenter(), locality)));
  }

  /** What the first message of a dialer says about its generation. */
  public static Dialect dialectOf(ReplicationMessage open) {
    return open.getOpen().hasRemote() ? Dialect.CURRENT : Dialect.V1_13_2;
  }

  /** The last word about a peering. */
  public static ReplicationMessage terminated() {
    return ReplicationMessage.newBuilder()
        .setTerminated(ReplicationMessage.Terminated.getDefaultInstance())
        .build();
  }

  static ReplicationMessage heartbeat() {
    return ReplicationMessage.newBuilder()
        .setHeartbeat(ReplicationMessage.Heartbeat.getDefaultInstance())
        .build();
  }

  static ReplicationMessage subscription(ResourceType type, String peerId) {
    return request(
        ReplicationMessage.Request.newBuilder().setPeerID(peerId).setResourceURL(type.url()));
  }

  static ReplicationMessage accepted(ReplicationMessage.Response response) {
    return request(
        ReplicationMessage.Request.newBuilder()
            .setResourceURL(response.getResourceURL())
            .setResponseNonce(response.getNonce()));
  }

  static ReplicationMessage refused(
      ReplicationMessage.Response response, int code, String message) {
    return request(
        ReplicationMessage.Request.newBuilder()
            .setResourceURL(response.getResourceURL())
            .setResponseNonce(response.getNonce())
            .setError(Status.newBuilder().setCode(code).setMessage(message)));
  }

  static ReplicationMessage upsert(String nonce, ResourceType type, String id, Any resource) {
    return response(
        ReplicationMessage.Response.newBuilder()
            .setNonce(nonce)
            .setResourceURL(type.url())
            .setResourceID(id)
            .setResource(resource)
            .setOperation(Operation.OPERATION_UPSERT));
  }

  static ReplicationMessage removal(String nonce, ResourceType type, String id) {
    return response(
        ReplicationMessage.Response.newBuilder()
            .setNonce(nonce)
            .setResourceURL(type.url())
            .setResourceID(id)
            .setOperationValue(OPERATION_DELETE));
  }

  private static ReplicationMessage request(ReplicationMessage.Request.Builder request) {
    return ReplicationMessage.newBuilder().setRequest(request).build();
  }

  private static ReplicationMessage response(ReplicationMessage.Response.Builder response) {
    return ReplicationMessage.newBuilder().setResponse(response).build();
  }
}
