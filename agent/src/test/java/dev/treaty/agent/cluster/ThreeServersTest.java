package dev.treaty.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.treaty.agent.TreatyAgent;
import dev.treaty.agent.http.Secret;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.settings.ClusterSettings;
import dev.treaty.agent.settings.ClusterSettings.Trust;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreeServersTest {

  @TempDir private Path folder;
  private TestAgents agents;

  @BeforeEach
  void open() {
    agents = new TestAgents(folder);
  }

  @AfterEach
  void close() {
    agents.close();
  }

  private void awaitAll(String path, String part) {
    for (TreatyAgent agent : agents.running()) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(agents.get(agent, path)).contains(part));
    }
  }

  @Test
  void writesThroughAFollowerAndReadsEverywhere() {
    List<TreatyAgent> three = agents.three();
    agents.put(agents.follower(), "web");
    for (TreatyAgent agent : three) {
      assertThat(agents.get(agent, "/v1/config/service-defaults/web")).contains("\"http\"");
      assertThat(agents.get(agent, "/v1/config/service-defaults/web?consistent"))
          .contains("\"http\"");
    }
    HttpResponse<String> stale =
        agents.send(agents.follower(), "GET", "/v1/catalog/nodes?stale", "");
    assertThat(stale.headers().firstValue("X-Consul-Knownleader")).contains("true");
    assertThat(stale.headers().firstValue("X-Consul-Effective-Consistency")).contains("stale");
    awaitAll("/v1/catalog/service/consul", "s3");
    awaitAll("/v1/health/service/consul?passing", "s2");
    awaitAll("/v1/agent/connect/ca/roots", "BEGIN CERTIFICATE");
    String leader = agents.get(three.getFirst(), "/v1/status/leader");
    awaitAll("/v1/status/leader", leader);
  }

  @Test
  void survivesTheLeader() {
    agents.three();
    TreatyAgent follower = agents.follower();
    agents.put(follower, "before");
    TreatyAgent leader = agents.leader().orElseThrow();
    agents.stop(leader);
    agents.put(follower, "after");
    assertThat(agents.get(follower, "/v1/config/service-defaults")).contains("before", "after");
    TreatyAgent back = agents.start(agents.again(leader));
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            assertThat(agents.get(back, "/v1/config/service-defaults?stale"))
                .contains("before", "after"));
  }

  @Test
  void aClientAgentServesAsAServerDoesAndLeaves() {
    List<TreatyAgent> three = agents.three();
    TreatyAgent client = agents.start(agents.client("away"));
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            assertThat(agents.get(client, "/v1/catalog/nodes")).contains("s1", "s2", "\"away\""));
    agents.put(client, "web");
    assertThat(agents.get(three.getFirst(), "/v1/config/service-defaults/web")).contains("http");
    assertThat(agents.get(client, "/v1/agent/members")).contains("\"role\":\"node\"", "s3");
    assertThat(agents.get(client, "/v1/agent/connect/ca/leaf/web")).contains("PRIVATE KEY");
    client.leave();
    assertThat(agents.get(three.getFirst(), "/v1/agent/members")).contains("\"Status\":3");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            assertThat(agents.get(three.getFirst(), "/v1/catalog/nodes"))
                .doesNotContain("\"away\""));
  }

  @Test
  void aFourthJoinsAndOneLeaves() {
    agents.three();
    TreatyAgent fourth = agents.start(agents.settings("s4", 0));
    awaitPeers(4);
    TreatyAgent leader = agents.leader().orElseThrow();
    leader.leave();
    agents.stop(leader);
    agents.awaitLeader();
    awaitPeers(3);
    agents.put(fourth, "web");
    assertThat(agents.get(fourth, "/v1/operator/raft/configuration"))
        .doesNotContain(leader.settings().node().name());
  }

  private void awaitPeers(int number) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            assertThat(
                    agents
                        .leader()
                        .map(leader -> leader.cluster().raft().orElseThrow().peers().size()))
                .contains(number));
  }

  @Test
  void whoLacksTheSecretIsNoMember() {
    TreatyAgent one = agents.start("s1", 3);
    AgentSettings asked = agents.settings("stranger", 3);
    TreatyAgent stranger =
        agents.start(
            asked.withCluster(
                asked
                    .cluster()
                    .withTrust(
                        new Trust(
                            new Secret("pUqJrVyVRj5jsiYEkM/tFQYfWyJIv4s3XkvDwy7Cu5s="),
                            ClusterSettings.Files.NONE))));
    HttpResponse<String> refused =
        agents.send(stranger, "PUT", "/v1/agent/join/127.0.0.1:" + one.ports().get("serf_lan"), "");
    assertThat(refused.statusCode()).isEqualTo(500);
    assertThat(refused.body()).contains("does not know our secret");
    assertThat(agents.get(one, "/v1/agent/members")).doesNotContain("stranger");
  }

  @Test
  void anotherDatacenterAndATakenNameAreRefused() {
    TreatyAgent one = agents.start("s1", 3);
    String join = "/v1/agent/join/127.0.0.1:" + one.ports().get("serf_lan");
    TreatyAgent far = agents.start(agents.settings("far", 3).withDatacenter("dc2"));
    assertThat(agents.send(far, "PUT", join, "").body())
        .contains("Member 'far' part of wrong datacenter 'dc2'");
    AgentSettings same = agents.settings("twin", 3);
    TreatyAgent twin = agents.start(same.withNode(same.node().withName("s1")));
    assertThat(agents.send(twin, "PUT", join, "").body()).contains("has the name of the member");
  }
}
