package dev.treaty.agent.peering.transport;

import static dev.treaty.agent.peering.transport.Instances.instance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.treaty.agent.peering.stream.Admission;
import dev.treaty.agent.peering.stream.ExportSnapshot;
import dev.treaty.agent.peering.stream.ExportedService;
import dev.treaty.agent.peering.stream.PeeredInstance;
import dev.treaty.agent.peering.stream.Secret;
import dev.treaty.agent.peering.stream.StreamEnd;
import dev.treaty.agent.peering.stream.StreamFacts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two clusters of ours over real TLS and gRPC. */
final class PeerStreamsTest {
  private TestCluster acceptor;
  private TestCluster dialer;

  @BeforeEach
  void start() throws IOException {
    acceptor = new TestCluster("dc1", "east");
    dialer = new TestCluster("dc2", "west");
  }

  @AfterEach
  void stop() {
    dialer.close();
    acceptor.close();
  }

  private PeerSession peer() {
    ExchangeOutcome outcome = dialer.exchange(acceptor);
    assertThat(outcome).isInstanceOf(ExchangeOutcome.Exchanged.class);
    PeerSession session = dial(((ExchangeOutcome.Exchanged) outcome).streamSecret());
    await().until(() -> dialer.isConnected() && acceptor.isConnected());
    return session;
  }

  private PeerSession dial(Secret secret) {
    return dialer.dial(acceptor.target(), acceptor.backend.peering.id(), secret);
  }

  private static StreamEnd endOf(PeerSession session) {
    return session.ended().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Test
  void carriesServicesBothWays() {
    acceptor.backend.export(
        Map.of("web", List.of(instance("n1", "web", 1), instance("n2", "web", 2))),
        acceptor.authority,
        acceptor.address());
    dialer.backend.export(
        Map.of("api", List.of(instance("m1", "api", 1))), dialer.authority, dialer.address());

    peer();

    await()
        .untilAsserted(() -> {
          assertThat(dialer.backend.imported()).containsOnlyKeys("web");
          assertThat(dialer.backend.importedList()).contains(List.of("web"));
          assertThat(acceptor.backend.imported()).containsOnlyKeys("api");
          assertThat(acceptor.backend.importedList()).contains(List.of("api"));
        });
    assertThat(dialer.backend.imported().get("web"))
        .extracting(i -> i.service().id())
        .containsExactly("web-1", "web-2");
    await()
        .untilAsserted(
            () -> assertThat(dialer.backend.addresses()).containsExactly(acceptor.address()));
    assertThat(dialer.backend.bundle().orElseThrow().trustDomain())
        .isEqualTo(acceptor.authority.trustDomain());
    // An acceptor must never learn addresses: they would make a dialer of it.
    assertThat(acceptor.backend.addresses()).isEmpty();
    assertThat(acceptor.backend.opened().orElseThrow().remote().datacenter()).isEqualTo("dc2");
  }

  @Test
  void withdrawsWhatIsNoLongerExported() {
    acceptor.backend.export(
        Map.of("web", List.of(instance("n1", "web", 1)), "db", List.of(instance("n1", "db", 1))),
        acceptor.authority,
        acceptor.address());
    peer();
    await().until(() -> dialer.backend.imported().keySet().size() == 2);

    acceptor.backend.export(
        Map.of("web", List.of(instance("n1", "web", 1))), acceptor.authority, acceptor.address());

    await().untilAsserted(() -> assertThat(dialer.backend.imported()).containsOnlyKeys("web"));
    assertThat(dialer.backend.importedList()).contains(List.of("web"));
  }

  @Test
  void tellsTheAcceptorThatTheDialerDeletedThePeering() {
    PeerSession session = peer();
    PeerSession other = acceptor.streams.session(acceptor.backend.peering.id()).orElseThrow();

    dialer.streams.terminate(dialer.backend.peering.id()).orTimeout(10, TimeUnit.SECONDS).join();

    assertThat(endOf(session)).isEqualTo(new StreamEnd.TerminatedByUs());
    assertThat(endOf(other)).isEqualTo(new StreamEnd.TerminatedByPeer());
    assertThat(acceptor.backend.isTerminated()).isTrue();
    assertThat(dialer.backend.isTerminated()).isFalse();
  }

  @Test
  void tellsTheDialerThatTheAcceptorDeletedThePeering() {
    PeerSession session = peer();

    acceptor
        .streams
        .terminate(acceptor.backend.peering.id())
        .orTimeout(10, TimeUnit.SECONDS)
        .join();

    assertThat(endOf(session)).isEqualTo(new StreamEnd.TerminatedByPeer());
    assertThat(dialer.backend.isTerminated()).isTrue();
  }

  @Test
  void refusesAnEstablishmentSecretThatWasUsed() {
    peer();

    assertThat(dialer.exchange(acceptor))
        .isEqualTo(new ExchangeOutcome.Refused("invalid peering establishment secret"));
  }

  @Test
  void refusesAnUnknownStreamSecret() {
    assertThat(endOf(dial(Secret.of("wrong"))))
        .isEqualTo(
            new StreamEnd.Broken(
                "PERMISSION_DENIED",
                "rpc error: code = PermissionDenied desc = invalid peering stream secret"));
  }

  @Test
  void tellsALateDialerThatThePeeringIsGone() {
    acceptor.backend.refuse(new Admission.Deleted());

    assertThat(endOf(dial(Secret.of("any")))).isEqualTo(new StreamEnd.TerminatedByPeer());
    assertThat(dialer.backend.isTerminated()).isTrue();
  }

  @Test
  void refusesASecondStreamAndLeavesTheFirstAlone() throws IOException {
    PeerSession first = peer();
    try (TestCluster second = new TestCluster("dc2", "west")) {
      PeerSession session =
          second.dial(
              acceptor.target(),
              acceptor.backend.peering.id(),
              acceptor.backend.opened().orElseThrow().secret());

      assertThat(endOf(session).toString())
          .contains("failed to register stream: there is an active stream for the given PeerID");
    }
    assertThat(first.ended()).isNotDone();
    assertThat(acceptor.isConnected()).isTrue();
  }

  @Test
  void reconnectsWithTheSameSecret() {
    PeerSession first = peer();
    Secret secret = acceptor.backend.opened().orElseThrow().secret();
    first.abandon();
    endOf(first);
    await().until(() -> !acceptor.isConnected());
    assertThat(acceptor.streams.facts(acceptor.backend.peering.id()).orElseThrow().error())
        .isPresent();

    dial(secret);

    await().until(() -> dialer.isConnected() && acceptor.isConnected());
    assertThat(acceptor.streams.facts(acceptor.backend.peering.id()).orElseThrow().error())
        .isEmpty();
  }

  @Test
  void callsAnUnreachableServerBrokenWithoutBlamingThePeering() {
    acceptor.listener.close();

    StreamEnd end = endOf(dial(Secret.of("any")));

    assertThat(end).isInstanceOf(StreamEnd.Broken.class);
    assertThat(((StreamEnd.Broken) end).code()).isEqualTo("UNAVAILABLE");
    StreamFacts facts = dialer.streams.facts(dialer.backend.peering.id()).orElseThrow();
    assertThat(facts.error()).isEmpty();
  }

  @Test
  void answersToItsOwnServerNameOnly() {
    DialTarget wrong =
        new DialTarget(
            acceptor.address(), "server.dc1.other.consul", List.of(acceptor.authority.rootPem()));

    ExchangeOutcome outcome =
        dialer.dialer.exchange(
            wrong,
            acceptor.backend.peering.id(),
            acceptor.backend.establishment,
            Duration.ofSeconds(10));

    assertThat(outcome).isInstanceOf(ExchangeOutcome.Unreachable.class);
    assertThat(dialer.exchange(acceptor)).isInstanceOf(ExchangeOutcome.Exchanged.class);
  }

  @Test
  void trustsNoRootButThoseOfTheToken() {
    DialTarget wrong =
        new DialTarget(
            acceptor.address(),
            acceptor.authority.serverName(),
            List.of(dialer.authority.rootPem()));

    ExchangeOutcome outcome =
        dialer.dialer.exchange(
            wrong,
            acceptor.backend.peering.id(),
            acceptor.backend.establishment,
            Duration.ofSeconds(10));

    assertThat(outcome).isInstanceOf(ExchangeOutcome.Unreachable.class);
    assertThat(outcome.toString()).contains("rpc error: code = Unavailable desc = ");
  }

  @Test
  void sendsManyServicesToASlowPeer() {
    Map<String, List<PeeredInstance>> many = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      List<PeeredInstance> instances = new ArrayList<>();
      for (int n = 0; n < 20; n++) {
        instances.add(instance("n" + n, "s" + i, n));
      }
      many.put("s" + i, instances);
    }
    acceptor.backend.export(many, acceptor.authority, acceptor.address());

    peer();

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(dialer.backend.imported()).hasSize(300));
    assertThat(Optional.of(dialer.backend.imported().get("s7").size())).contains(20);
  }

  @Test
  void asksForInstancesOnlyAsFastAsThePeerReads() {
    AtomicInteger asked = new AtomicInteger();
    Map<String, ExportedService> many = new HashMap<>();
    for (int i = 0; i < 2_000; i++) {
      String name = "s" + i;
      many.put(
          name,
          ExportedService.at(
              1,
              () -> {
                asked.incrementAndGet();
                return IntStream.range(0, 20).mapToObj(n -> instance("n", name, n)).toList();
              }));
    }
    acceptor.backend.export(ExportSnapshot.of(many, Optional.empty(), List.of()));
    dialer.backend.holdImports();

    peer();

    await().until(() -> asked.get() > 0);
    await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(5))
        .until(() -> asked.get() < 1_000);
    dialer.backend.releaseImports();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(dialer.backend.imported()).hasSize(2_000));
    assertThat(asked).hasValue(2_000);
  }

  @Test
  void livesOnAfterAnImportThatFailed() {
    dialer.backend.failNextImport();
    acceptor.backend.export(
        Map.of("web", List.of(instance("n1", "web", 1))), acceptor.authority, acceptor.address());

    peer();

    await()
        .untilAsserted(() ->
            assertThat(
                    acceptor
                        .streams
                        .facts(acceptor.backend.peering.id())
                        .flatMap(StreamFacts::lastNack)
                        .orElse(""))
                .contains("it could not be stored"));
    acceptor.backend.export(
        Map.of("web", List.of(instance("n1", "web", 2))), acceptor.authority, acceptor.address());
    await().untilAsserted(() -> assertThat(dialer.backend.imported()).containsOnlyKeys("web"));
  }

  @Test
  void neverCallsAnAbandonedStreamDone() {
    PeerSession session = peer();

    acceptor.streams.session(acceptor.backend.peering.id()).orElseThrow().abandon();

    assertThat(endOf(session))
        .isInstanceOfSatisfying(
            StreamEnd.Broken.class, end -> assertThat(end.code()).isEqualTo("UNAVAILABLE"));
    assertThat(dialer.backend.isTerminated()).isFalse();
    assertThat(dialer.streams.facts(dialer.backend.peering.id()).orElseThrow().error()).isPresent();
  }
}
