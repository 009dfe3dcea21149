package dev.treaty.agent.peering.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import dev.treaty.agent.wire.peerstream.ExportedServiceList;
import dev.treaty.agent.wire.peerstream.ReplicationMessage;
import dev.treaty.agent.wire.service.CheckServiceNode;
import dev.treaty.agent.wire.service.HealthCheck;
import dev.treaty.agent.wire.service.Node;
import dev.treaty.agent.wire.service.NodeService;
import dev.treaty.agent.wire.status.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every course of a stream. */
final class PeerStreamProperties {
  private static final List<String> NAMES = List.of("web", "db", "api", "consul", "");

  /** Something that can happen to a stream. */
  private sealed interface Event {
    record Message(ReplicationMessage message) implements Event {}

    record Exports(Map<String, Integer> ports) implements Event {}

    record Passing(int seconds) implements Event {}

    record Pull() implements Event {}
  }

  @Property(tries = 300)
  void whateverAPeerSendsIsAnsweredAndNeverThrown(
      @ForAll Role role, @ForAll Dialect dialect, @ForAll("courses") List<Event> course) {
    Course run = new Course(role, dialect);
    course.forEach(run::happen);

    assertThat(run.nonces).doesNotHaveDuplicates();
    assertThat(run.closes).isLessThanOrEqualTo(1);
  }

  @Property(tries = 200)
  void everythingExportedIsSentInTheEndAndNothingElseRemains(
      @ForAll("exports") List<Map<String, Integer>> history,
      @ForAll Role role,
      @ForAll Dialect dialect) {
    Course run = new Course(role, dialect);
    run.happen(new Event.Message(subscription()));
    for (Map<String, Integer> ports : history) {
      run.happen(new Event.Exports(ports));
      // A slow peer takes one message at a time.
      run.happen(new Event.Pull());
    }
    run.pullAll();

    Map<String, Integer> expected = new TreeMap<>(history.getLast());
    expected.remove("consul");
    expected.remove("");
    assertThat(run.known).isEqualTo(expected);
  }

  private static ReplicationMessage subscription() {
    return Wire.subscription(ResourceType.EXPORTED_SERVICE, "");
  }

  /** A run of one machine, with what its peer knows by then. */
  private static final class Course {
    final PeerStream stream;
    final List<String> nonces = new ArrayList<>();
    final Map<String, Integer> known = new TreeMap<>();
    Instant now = Instant.EPOCH;
    int closes;
    int requests;
    boolean over;

    Course(Role role, Dialect dialect) {
      stream =
          role == Role.ACCEPTOR
              ? PeerStream.acceptor(dialect, StreamFacts.NONE, now)
              : PeerStream.dialer("peer-1", dialect, StreamFacts.NONE, now);
      perform(stream.start());
    }

    void happen(Event event) {
      switch (event) {
        case Event.Message message -> {
          boolean answer = message.message().hasResponse() && !over;
          int before = requests;
          perform(stream.receive(message.message(), now));
          assertThat(requests - before).isEqualTo(answer ? 1 : 0);
        }
        case Event.Exports exports -> stream.offer(snapshot(exports.ports()));
        case Event.Passing passing -> {
          now = now.plusSeconds(passing.seconds());
          perform(stream.tick(now));
        }
        case Event.Pull pull -> perform(stream.pull(now));
      }
    }

    void pullAll() {
      List<Effect> effects = stream.pull(now);
      while (!effects.isEmpty()) {
        perform(effects);
        effects = stream.pull(now);
      }
    }

    private void perform(List<Effect> effects) {
      for (Effect effect : effects) {
        switch (effect) {
          case Effect.Send send -> sent(send.message());
          case Effect.Import imports -> perform(stream.imported(ImportVerdict.APPLIED, now));
          case Effect.Close close -> {
            closes++;
            over = true;
          }
          case Effect.RecordTermination r -> over = true;
          case Effect.HalfClose h -> over = true;
          case Effect.Warn w -> {}
        }
      }
    }

    private void sent(ReplicationMessage message) {
      if (message.hasResponse()) {
        nonces.add(message.getResponse().getNonce());
        learn(message.getResponse());
      } else if (message.hasRequest()) {
        requests++;
      }
    }

    /** What an importer that follows the rules knows after a message. */
    private void learn(ReplicationMessage.Response response) {
      try {
        if (response.getOperationValue() == Wire.OPERATION_DELETE) {
          known.remove(response.getResourceID());
        } else if (response.getResourceURL().equals(ResourceType.EXPORTED_SERVICE.url())) {
          var service =
              dev.treaty.agent.wire.peerstream.ExportedService.parseFrom(
                  response.getResource().getValue());
          known.put(response.getResourceID(), service.getNodes(0).getService().getPort());
        } else if (response.getResourceURL().equals(ResourceType.EXPORTED_SERVICE_LIST.url())) {
          known
              .keySet()
              .retainAll(
                  ExportedServiceList.parseFrom(response.getResource().getValue())
                      .getServicesList());
        }
      } catch (com.google.protobuf.InvalidProtocolBufferException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static ExportSnapshot snapshot(Map<String, Integer> ports) {
    Map<String, ExportedService> services = new HashMap<>();
    // The port is the version, too: equal versions must mean equal instances.
    ports.forEach((name, port) ->
        services.put(
            name,
            ExportedService.at(
                port, () -> List.of(ScriptText.instance(name, "n1/" + name + "-1:" + port)))));
    return ExportSnapshot.of(services, Optional.empty(), List.of());
  }

  @Provide
  Arbitrary<List<Map<String, Integer>>> exports() {
    return portsByName().list().ofMinSize(1).ofMaxSize(12);
  }

  private static Arbitrary<Map<String, Integer>> portsByName() {
    return Arbitraries.maps(Arbitraries.of(NAMES), Arbitraries.integers().between(1, 3));
  }

  @Provide
  Arbitrary<List<Event>> courses() {
    Arbitrary<Event> event =
        Arbitraries.oneOf(
            requests().map(Event.Message::new),
            responses().map(Event.Message::new),
            Arbitraries.of(
                    Wire.heartbeat(),
                    Wire.terminated(),
                    ReplicationMessage.getDefaultInstance(),
                    Wire.open(new OpenRequest("x", Secret.of("y"), RemoteCluster.UNKNOWN)))
                .map(Event.Message::new),
            portsByName().map(Event.Exports::new),
            Arbitraries.integers().between(0, 70).map(Event.Passing::new),
            Arbitraries.just(new Event.Pull()));
    return event.list().ofMaxSize(40);
  }

  private static Arbitrary<String> urls() {
    return Arbitraries.of(
        ResourceType.EXPORTED_SERVICE.url(),
        ResourceType.EXPORTED_SERVICE_LIST.url(),
        ResourceType.TRUST_BUNDLE.url(),
        ResourceType.SERVER_ADDRESSES.url(),
        "",
        "type.googleapis.com/example.Unknown");
  }

  private static Arbitrary<ReplicationMessage> requests() {
    return Combinators.combine(
            urls(),
            Arbitraries.of("", "", "", "00000001"),
            Arbitraries.of("", "peer-1", "peer-2"),
            Arbitraries.of(false, false, true))
        .as((url, nonce, peer, error) -> {
          ReplicationMessage.Request.Builder request =
              ReplicationMessage.Request.newBuilder()
                  .setResourceURL(url)
                  .setResponseNonce(nonce)
                  .setPeerID(peer);
          if (error) {
            request.setError(Status.newBuilder().setCode(13).setMessage("no"));
          }
          return ReplicationMessage.newBuilder().setRequest(request).build();
        });
  }

  private static Arbitrary<ReplicationMessage> responses() {
    return Combinators.combine(
            urls(),
            urls(),
            Arbitraries.of("", "web", "exported-service-list"),
            Arbitraries.of("", "00000001", "x"),
            Arbitraries.integers().between(0, 3),
            contents(),
            Arbitraries.of(true, true, false))
        .as((url, any, id, nonce, operation, content, present) -> {
          ReplicationMessage.Response.Builder response =
              ReplicationMessage.Response.newBuilder()
                  .setResourceURL(url)
                  .setResourceID(id)
                  .setNonce(nonce)
                  .setOperationValue(operation);
          if (present) {
            response.setResource(Any.newBuilder().setTypeUrl(any).setValue(content).build());
          }
          return ReplicationMessage.newBuilder().setResponse(response).build();
        });
  }

  private static Arbitrary<ByteString> contents() {
    return Arbitraries.oneOf(
        Arbitraries.bytes().array(byte[].class).ofMaxSize(40).map(ByteString::copyFrom),
        instances().list().ofMaxSize(3).map(PeerStreamProperties::exported));
  }

  private static ByteString exported(List<CheckServiceNode> nodes) {
    return dev.treaty.agent.wire.peerstream.ExportedService.newBuilder()
        .addAllNodes(nodes)
        .build()
        .toByteString();
  }

  private static Arbitrary<CheckServiceNode> instances() {
    Arbitrary<String> texts = Arbitraries.of("", "web", "n1", "\0", "web-1");
    return Combinators.combine(
            texts, texts, texts, texts, Arbitraries.integers().between(-1, 70_000))
        .as((node, id, service, check, port) ->
            CheckServiceNode.newBuilder()
                .setNode(Node.newBuilder().setNode(node).setID(check))
                .setService(NodeService.newBuilder().setID(id).setService(service).setPort(port))
                .addChecks(
                    HealthCheck.newBuilder().setNode(node).setCheckID(check).setServiceID(id))
                .build());
  }
}
