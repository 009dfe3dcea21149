package dev.treaty.agent.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.treaty.agent.TreatyAgent;
import dev.treaty.agent.cluster.TestAgents;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three servers, of whom one that does not lead is asked. */
class SeveralServersSnapshotTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String ENTRY = "/v1/config/service-defaults/web";

  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path folder;
  private TestAgents three;

  @BeforeEach
  void open() {
    three = new TestAgents(folder);
    three.three();
  }

  @AfterEach
  void close() {
    http.close();
    three.close();
  }

  @Test
  void restoresOnAllServersThroughAFollower() throws Exception {
    TreatyAgent follower = three.follower();
    byte[] entry =
        "{\"Kind\":\"service-defaults\",\"Name\":\"web\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(send(follower, "PUT", "/v1/config", entry).statusCode()).isEqualTo(200);
    HttpResponse<byte[]> saved = send(follower, "GET", "/v1/snapshot", new byte[0]);
    assertThat(saved.headers().firstValue("X-Consul-Knownleader")).contains("true");
    assertThat(send(follower, "DELETE", ENTRY, new byte[0]).statusCode()).isEqualTo(200);

    assertThat(send(follower, "PUT", "/v1/snapshot", saved.body()).statusCode()).isEqualTo(200);

    TreatyAgent leader = three.leader().orElseThrow();
    for (TreatyAgent server : new TreatyAgent[] {follower, leader}) {
      await()
          .atMost(SOON)
          .until(() -> send(server, "GET", ENTRY + "?stale", new byte[0]).statusCode() == 200);
    }
    assertThat(send(follower, "GET", "/v1/snapshot?stale", new byte[0]).statusCode())
        .isEqualTo(200);
    saved.body()[saved.body().length / 2] ^= 1;
    assertThat(send(follower, "PUT", "/v1/snapshot", saved.body()).statusCode()).isEqualTo(500);
  }

  private HttpResponse<byte[]> send(TreatyAgent agent, String method, String path, byte[] body)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(agent.httpAddress().resolve(path))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofByteArray());
  }
}
