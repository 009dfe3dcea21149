package dev.treaty.agent.peering;

import static dev.treaty.agent.peering.TwoAgents.call;
import static dev.treaty.agent.peering.TwoAgents.establish;
import static dev.treaty.agent.peering.TwoAgents.get;
import static dev.treaty.agent.peering.TwoAgents.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.treaty.agent.TreatyAgent;
import dev.treaty.agent.cluster.TestAgents;
import dev.treaty.agent.sidebyside.RealConsul;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Three of our servers and a real Consul, in both roles, while our leader goes. */
@EnabledIfEnvironmentVariable(
    named = "TREATY_TEST_CONSUL",
    matches = ".+",
    disabledReason = "TREATY_TEST_CONSUL names no Consul binary")
class SeveralServersBesideConsulTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private TestAgents three;
  private RealConsul consul;

  @BeforeEach
  void open() throws IOException {
    Path own = Files.createDirectory(folder.resolve("consul"));
    consul = new RealConsul(System.getenv("TREATY_TEST_CONSUL"), own, "dc2");
    three = new TestAgents(folder);
    three.three();
    // No token before there is a CA.
    await()
        .atMost(SOON)
        .until(() ->
            get(three.follower(), "/v1/connect/ca/roots").text().contains("BEGIN CERTIFICATE"));
  }

  @AfterEach
  void close() {
    three.close();
    consul.close();
  }

  @Test
  void consulDialsUs() {
    String token = token(three.follower(), "consul");
    consul.must(
        "POST",
        "/v1/peering/establish",
        "{\"PeerName\":\"treaty\",\"PeeringToken\":\"" + token + "\"}");
    survivesTheLeader();
  }

  @Test
  void weDialConsul() {
    String token =
        consul
            .must("POST", "/v1/peering/token", "{\"PeerName\":\"treaty\"}")
            .get("PeeringToken")
            .asText();
    assertThat(establish(three.follower(), "consul", token).status()).isEqualTo(200);
    survivesTheLeader();
  }

  private void survivesTheLeader() {
    consul.must("PUT", "/v1/config", exported("west", "treaty"));
    assertThat(call(three.follower(), "PUT", "/v1/config", exported("east", "consul")).text())
        .isEqualTo("true");
    register(1);
    awaitBoth(1);
    TreatyAgent old = three.leader().orElseThrow();
    three.stop(old);
    assertThat(ours(three.follower(), "&stale")).isEqualTo(1);
    assertThat(consuls()).isEqualTo(1);
    register(2);
    awaitBoth(2);
    assertThat(consul.isAlive()).isTrue();
  }

  private void register(int number) {
    consul.must("PUT", "/v1/catalog/register", row("west", number));
    TreatyAgent any = three.running().getFirst();
    assertThat(call(any, "PUT", "/v1/catalog/register", row("east", number)).status())
        .isEqualTo(200);
  }

  private void awaitBoth(int instances) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(ours(three.follower(), "")).isEqualTo(instances));
    await().atMost(SOON).untilAsserted(() -> assertThat(consuls()).isEqualTo(instances));
  }

  private static int ours(TreatyAgent agent, String how) {
    return get(agent, "/v1/health/service/west?peer=consul" + how).json().size();
  }

  private int consuls() {
    return consul.get("/v1/health/service/east?peer=treaty").size();
  }

  private static String exported(String service, String peer) {
    return "{\"Kind\":\"exported-services\",\"Name\":\"default\",\"Services\":[{\"Name\":\"%s\","
            .formatted(service)
        + "\"Consumers\":[{\"Peer\":\"%s\"}]}]}".formatted(peer);
  }

  private static String row(String service, int number) {
    return "{\"Node\":\"n%d\",\"Address\":\"10.0.0.%d\",\"Service\":{\"Service\":\"%s\",\"ID\":\"%d\","
            .formatted(number, number, service, number)
        + "\"Port\":80}}";
  }
}
