package dev.treaty.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.treaty.agent.TreatyAgent;
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
          .atMost(Duration.ofSeconds(15))
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
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() ->
            assertThat(agents.get(back, "/v1/config/service-defaults?stale"))
                .contains("before", "after"));
  }
}
