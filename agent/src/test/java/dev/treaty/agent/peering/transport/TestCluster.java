package dev.treaty.agent.peering.transport;

import dev.treaty.agent.peering.stream.OpenRequest;
import dev.treaty.agent.peering.stream.RemoteCluster;
import dev.treaty.agent.peering.stream.Secret;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** One cluster of ours with its port and its dialer, and one peering in memory. */
final class TestCluster implements AutoCloseable {
  final TestAuthority authority;
  final MemoryBackend backend;
  final LiveStreams streams;
  final PeeringListener listener;
  final PeeringDialer dialer;
  final String datacenter;

  TestCluster(String datacenter, String peerName) throws IOException {
    this.datacenter = datacenter;
    this.authority = new TestAuthority(datacenter);
    this.backend = new MemoryBackend(peerName);
    this.streams = new LiveStreams(backend, InstantSource.system());
    ServerIdentity identity = authority.identity();
    this.listener = PeeringListener.start("127.0.0.1", 0, () -> Optional.of(identity), streams);
    this.dialer = new PeeringDialer(streams);
  }

  String address() {
    return "127.0.0.1:" + listener.port();
  }

  DialTarget target() {
    return new DialTarget(address(), authority.serverName(), List.of(authority.rootPem()));
  }

  ExchangeOutcome exchange(TestCluster acceptor) {
    return dialer.exchange(
        acceptor.target(),
        acceptor.backend.peering.id(),
        acceptor.backend.establishment,
        Duration.ofSeconds(10));
  }

  PeerSession dial(DialTarget target, String peerId, Secret secret) {
    return dialer.dial(
        target,
        backend.peering,
        new OpenRequest(peerId, secret, new RemoteCluster("", datacenter, Optional.empty())));
  }

  boolean isConnected() {
    return streams.facts(backend.peering.id()).filter(f -> f.connected()).isPresent();
  }

  @Override
  public void close() {
    streams.close();
    dialer.close();
    listener.close();
  }
}
