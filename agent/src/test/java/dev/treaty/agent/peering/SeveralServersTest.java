package dev.treaty.agent.peering;

import static dev.treaty.agent.peering.TwoAgents.awaitState;
import static dev.treaty.agent.peering.TwoAgents.call;
import static dev.treaty.agent.peering.TwoAgents.delete;
import static dev.treaty.agent.peering.TwoAgents.envelope;
import static dev.treaty.agent.peering.TwoAgents.establish;
import static dev.treaty.agent.peering.TwoAgents.get;
import static dev.treaty.agent.peering.TwoAgents.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.treaty.agent.TreatyAgent;
import dev.treaty.agent.cluster.TestAgents;
import dev.treaty.agent.settings.AgentSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of three servers and one of a single server, in both roles, while leaders go. */
class SeveralServersTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private TestAgents three;
  private TreatyAgent single;

  @BeforeEach
  void open() {
    three = new TestAgents(folder);
    three.three();
    // No token before there is a CA.
    await()
        .atMost(SOON)
        .until(() ->
            get(three.follower(), "/v1/connect/ca/roots").text().contains("BEGIN CERTIFICATE"));
    single = TreatyAgent.start(AgentSettings.embedded("west-1", "dc2"));
  }

  @AfterEach
  void close() {
    single.close();
    three.close();
  }

  @Test
  void theThreeAcceptAndSurviveTheirLeaders() {
    String token = token(three.follower(), "to-west");
    assertThat(addresses(envelope(token).get("ServerAddresses"))).isEqualTo(peeringPorts());
    TreatyAgent client = three.start(three.client("c1"));
    assertThat(establish(single, "to-east", token).status()).isEqualTo(200);
    awaitState(client, "to-west", "ACTIVE");
    three.stop(client);
    survivesLeaders();
    awaitAddresses();
    TreatyAgent leader = three.leader().orElseThrow();
    three.stop(leader);
    awaitAddresses();
    assertThat(delete(three.follower(), "to-west").status()).isEqualTo(200);
    awaitState(single, "to-east", "TERMINATED");
  }

  @Test
  void theThreeDialAndSurviveTheirLeaders() {
    String token = token(single, "to-east");
    assertThat(establish(three.follower(), "to-west", token).status()).isEqualTo(200);
    survivesLeaders();
    assertThat(delete(single, "to-east").status()).isEqualTo(200);
    awaitState(three.follower(), "to-west", "TERMINATED");
  }

  private void survivesLeaders() {
    export(three.follower(), "to-west", "east");
    export(single, "to-east", "west");
    register(three.follower(), "east", 1);
    register(single, "west", 1);
    awaitSameEverywhere(1);
    for (int round = 2; round <= 3; round++) {
      TreatyAgent old = three.leader().orElseThrow();
      TreatyAgent other = three.follower();
      three.stop(old);
      assertThat(imported(other, "west", "to-west&stale")).hasSize(round - 1);
      assertThat(imported(single, "east", "to-east")).hasSize(round - 1);
      register(single, "west", round);
      register(other, "east", round);
      awaitSameEverywhere(round);
      awaitState(single, "to-east", "ACTIVE");
      // Through one that does not lead.
      awaitState(three.follower(), "to-west", "ACTIVE");
      assertThat(get(three.follower(), "/v1/peering/to-west?stale").json().get("State").asText())
          .isEqualTo("ACTIVE");
      three.start(atItsPorts(old));
    }
  }

  private AgentSettings atItsPorts(TreatyAgent agent) {
    AgentSettings again = three.again(agent);
    return again.withNetwork(
        again
            .network()
            .withPorts(again.network().ports().withGrpcTls(agent.ports().get("grpc_tls"))));
  }

  private void awaitSameEverywhere(int instances) {
    Set<String> want = new TreeSet<>();
    for (int i = 1; i <= instances; i++) {
      want.add(Integer.toString(i));
    }
    for (TreatyAgent agent : three.running()) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(imported(agent, "west", "to-west&stale")).isEqualTo(want));
    }
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(imported(single, "east", "to-east")).isEqualTo(want));
  }

  /** What the dialer has of the addresses follows the servers that run. */
  private void awaitAddresses() {
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(
                    addresses(get(single, "/v1/peering/to-east").json().get("PeerServerAddresses")))
                .isEqualTo(peeringPorts()));
  }

  private Set<String> peeringPorts() {
    return three.running().stream()
        .map(agent -> "127.0.0.1:" + agent.ports().get("grpc_tls"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> addresses(JsonNode list) {
    Set<String> all = new TreeSet<>();
    list.forEach(one -> all.add(one.asText()));
    return all;
  }

  private static void export(TreatyAgent agent, String peer, String service) {
    String entry =
        "{\"Kind\":\"exported-services\",\"Name\":\"default\",\"Services\":[{\"Name\":\"%s\","
            + "\"Consumers\":[{\"Peer\":\"%s\"}]}]}";
    assertThat(call(agent, "PUT", "/v1/config", entry.formatted(service, peer)).text())
        .isEqualTo("true");
  }

  private static void register(TreatyAgent agent, String service, int number) {
    String row =
        "{\"Node\":\"n%d\",\"Address\":\"10.0.0.%d\",\"Service\":{\"Service\":\"%s\",\"ID\":\"%d\","
            + "\"Port\":80}}";
    // A write that is under way when the leader goes may end unknown: clients say it again.
    await()
        .atMost(SOON)
        .until(() ->
            call(
                        agent,
                        "PUT",
                        "/v1/catalog/register",
                        row.formatted(number, number, service, number))
                    .status()
                == 200);
  }

  private static Set<String> imported(TreatyAgent agent, String service, String peer) {
    Set<String> ids = new TreeSet<>();
    JsonNode all = get(agent, "/v1/health/service/" + service + "?peer=" + peer).json();
    all.forEach(one -> ids.add(one.get("Service").get("ID").asText()));
    return ids;
  }
}
