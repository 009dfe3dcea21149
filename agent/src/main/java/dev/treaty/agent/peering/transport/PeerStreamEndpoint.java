package dev.treaty.agent.peering.transport;

import dev.treaty.agent.peering.stream.Secret;
import dev.treaty.agent.peering.stream.SecretExchange;
import dev.treaty.agent.wire.peerstream.ExchangeSecretRequest;
import dev.treaty.agent.wire.peerstream.ExchangeSecretResponse;
import dev.treaty.agent.wire.peerstream.PeerStreamServiceGrpc;
import dev.treaty.agent.wire.peerstream.ReplicationMessage;
import io.grpc.Status.Code;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two methods that peers may call. */
final class PeerStreamEndpoint extends PeerStreamServiceGrpc.PeerStreamServiceImplBase {
  private static final Logger LOG = LoggerFactory.getLogger(PeerStreamEndpoint.class);

  private final LiveStreams streams;

  PeerStreamEndpoint(LiveStreams streams) {
    this.streams = streams;
  }

  @Override
  public StreamObserver<ReplicationMessage> streamResources(
      StreamObserver<ReplicationMessage> responses) {
    return new AcceptedCall(streams, (ServerCallStreamObserver<ReplicationMessage>) responses);
  }

  @Override
  public void exchangeSecret(
      ExchangeSecretRequest request, StreamObserver<ExchangeSecretResponse> response) {
    switch (exchange(request)) {
      case SecretExchange.Granted granted -> {
        response.onNext(
            ExchangeSecretResponse.newBuilder()
                .setStreamSecret(granted.streamSecret().reveal())
                .build());
        response.onCompleted();
      }
      case SecretExchange.Refused refused ->
          response.onError(
              Statuses.of(Code.PERMISSION_DENIED, "invalid peering establishment secret"));
      case SecretExchange.NotLeader follower ->
          response.onError(Statuses.notLeader(follower.leaderAddress()));
      case SecretExchange.Failed failed ->
          response.onError(Statuses.of(Code.INTERNAL, failed.message()));
    }
  }

  // Runs on a virtual thread of the server's executor, so the store may block it.
  private SecretExchange exchange(ExchangeSecretRequest request) {
    Secret secret = Secret.of(request.getEstablishmentSecret());
    if (secret.isEmpty()) {
      return new SecretExchange.Refused();
    }
    try {
      return streams.backend().exchangeSecret(request.getPeerID(), secret);
    } catch (RuntimeException e) {
      LOG.error("an establishment secret could not be exchanged", e);
      return new SecretExchange.Failed("failed to persist peering secret: internal error");
    }
  }
}
