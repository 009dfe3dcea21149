package dev.treaty.agent.peering.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import dev.treaty.agent.wire.peerstream.ExportedServiceList;
import dev.treaty.agent.wire.peerstream.ReplicationMessage;
import dev.treaty.agent.wire.service.CheckServiceNode;
import dev.treaty.agent.wire.service.Node;
import dev.treaty.agent.wire.service.NodeService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How much a peer may ask of us, and we of a peer. */
final class StreamLimitsTest {
  private static final Instant NOW = Instant.EPOCH;

  private static String answer(ResourceType type, String id, com.google.protobuf.Message content) {
    PeerStream stream = PeerStream.dialer("peer-1", Dialect.CURRENT, StreamFacts.NONE, NOW);
    ReplicationMessage message =
        Wire.upsert(
            "00000001",
            type,
            id,
            Any.newBuilder().setTypeUrl(type.url()).setValue(content.toByteString()).build());
    return stream.receive(message, NOW).stream().map(ScriptText::of).toList().toString();
  }

  @Test
  void refusesAListOfTooManyNames() {
    String answer =
        answer(
            ResourceType.EXPORTED_SERVICE_LIST,
            "exported-service-list",
            ExportedServiceList.newBuilder()
                .addAllServices(Collections.nCopies(StreamLimits.NAMES_IN_LIST + 1, "web"))
                .build());

    assertThat(answer)
        .startsWith("[send nack list 00000001 13:")
        .contains("the list holds 65537 services, at most 65536");
  }

  @Test
  void refusesTooManyInstances() {
    String answer =
        answer(
            ResourceType.EXPORTED_SERVICE,
            "web",
            dev.treaty.agent.wire.peerstream.ExportedService.newBuilder()
                .addAllNodes(
                    Collections.nCopies(
                        StreamLimits.INSTANCES + 1, CheckServiceNode.getDefaultInstance()))
                .build());

    assertThat(answer).contains("65537 instances, at most 65536");
  }

  @Test
  void refusesANameThatIsTooLong() {
    String name = "w".repeat(StreamLimits.NAME + 1);
    String answer =
        answer(
            ResourceType.EXPORTED_SERVICE,
            name,
            dev.treaty.agent.wire.peerstream.ExportedService.newBuilder()
                .addNodes(
                    CheckServiceNode.newBuilder()
                        .setNode(Node.newBuilder().setNode("n1"))
                        .setService(NodeService.newBuilder().setID("1").setService(name)))
                .build());

    assertThat(answer).contains("service name has 513 characters, at most 512");
  }

  @Test
  void sendsADialerNothingThatWouldEndItsStream() {
    List<PeeredInstance> instances = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      instances.add(ScriptText.instance("web", "n1/web-" + i + ":80=passing"));
    }
    PeerStream stream = PeerStream.acceptor(Dialect.CURRENT, StreamFacts.NONE, NOW);
    stream.receive(Wire.subscription(ResourceType.EXPORTED_SERVICE, ""), NOW);
    stream.offer(
        ExportSnapshot.of(
            Map.of("web", ExportedService.of(instances)), Optional.empty(), List.of()));

    String effects = stream.pull(NOW).stream().map(ScriptText::of).toList().toString();

    assertThat(effects).startsWith("[warn web is not exported: ").contains("bytes, at most");
    assertThat(stream.pull(NOW).stream().map(ScriptText::of).toList().toString())
        .contains("resource list");
  }

  @Test
  void neverPrintsASecret() {
    OpenRequest open = new OpenRequest("p", Secret.of("hush"), RemoteCluster.UNKNOWN);

    assertThat(open.toString()).doesNotContain("hush");
    assertThat(new SecretExchange.Granted(open.secret()).toString()).doesNotContain("hush");
  }

  @Test
  void anEmptySecretMatchesNothing() {
    assertThat(Secret.EMPTY.matches(Secret.EMPTY)).isFalse();
    assertThat(Secret.of("a").matches(Secret.of("a"))).isTrue();
    assertThat(Secret.of("a").matches(Secret.of("b"))).isFalse();
  }
}
