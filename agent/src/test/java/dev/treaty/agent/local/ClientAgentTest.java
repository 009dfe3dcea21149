package dev.treaty.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.treaty.agent.TreatyAgent;
import dev.treaty.agent.cluster.TestAgents;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client agent keeps its own and shows it at the servers. */
class ClientAgentTest {

  @TempDir private Path folder;
  private TestAgents agents;
  private TreatyAgent client;

  @BeforeEach
  void open() {
    agents = new TestAgents(folder);
    agents.three();
    client = agents.start(agents.client("c1"));
  }

  @AfterEach
  void close() {
    agents.close();
  }

  private static void soon(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
  }

  private void register(String name) {
    assertThat(
            agents
                .send(
                    client,
                    "PUT",
                    "/v1/agent/service/register",
                    "{\"Name\":\""
                        + name
                        + "\",\"Check\":{\"TTL\":\"10m\",\"Status\":\"passing\"}}")
                .statusCode())
        .isEqualTo(200);
  }

  private TreatyAgent server() {
    return agents.awaitLeader();
  }

  private String instances(String name) {
    return agents.get(server(), "/v1/health/service/" + name);
  }

  @Test
  void showsItsServicesAtTheServersAndMendsThem() {
    soon(() -> assertThat(agents.get(server(), "/v1/catalog/nodes")).contains("\"c1\""));
    register("web");
    soon(() -> assertThat(instances("web")).contains("\"c1\"", "service:web"));
    // Its own endpoints answer here, everything else at the servers.
    assertThat(agents.get(client, "/v1/agent/services")).contains("\"web\"");
    assertThat(agents.get(client, "/v1/agent/health/service/name/web?format=text"))
        .isEqualTo("passing");
    assertThat(agents.get(client, "/v1/health/service/web")).contains("\"c1\"");

    agents.send(server(), "PUT", "/v1/catalog/deregister", "{\"Node\":\"c1\"}");
    client.reload(client.settings());
    soon(() -> assertThat(instances("web")).contains("\"c1\"", "service:web"));

    agents.send(client, "PUT", "/v1/agent/service/deregister/web", "");
    soon(() -> assertThat(instances("web")).isEqualTo("[]"));
  }

  @Test
  void outlivesTheLeaderAndGoesFromTheCatalogWhenItLeaves() {
    register("web");
    agents.stop(server());
    register("api");
    // Neither may have reached the old leader: they are written as soon as there is a new one.
    soon(() -> assertThat(instances("api")).contains("\"c1\""));
    soon(() -> assertThat(instances("web")).contains("\"c1\""));

    client.leave();
    soon(() -> assertThat(instances("web")).isEqualTo("[]"));
    soon(() -> assertThat(agents.get(server(), "/v1/catalog/nodes")).doesNotContain("\"c1\""));
  }

  @Test
  void peersThroughAClientAsThroughAServer() {
    var token = agents.send(client, "POST", "/v1/peering/token", "{\"PeerName\":\"other\"}");
    assertThat(token.statusCode()).as(token.body()).isEqualTo(200);
    assertThat(token.body()).contains("PeeringToken");
    assertThat(agents.get(client, "/v1/peering/other")).contains("\"PENDING\"");
    assertThat(agents.get(server(), "/v1/peerings")).contains("\"other\"");
  }
}
