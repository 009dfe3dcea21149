package dev.treaty.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.treaty.agent.http.LiveAgent.Got;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlockingQueryTest {

  private static final String ENTRY = "/v1/config/service-defaults/web";

  private final LiveAgent agent = LiveAgent.embedded();

  @AfterEach
  void close() {
    agent.close();
  }

  private void write(String name, String protocol) {
    String body =
        "{\"Kind\":\"service-defaults\",\"Name\":\"%s\",\"Protocol\":\"%s\"}"
            .formatted(name, protocol);
    assertThat(agent.put("/v1/config", body).body()).isEqualTo("true");
  }

  @Test
  void wakesWhenWhatItReadChangesAndNotBefore() throws Exception {
    write("web", "http");
    Got before = agent.get(ENTRY);
    int idle = agent.agent().store().watched();
    CompletableFuture<Got> waiting = agent.getLater(ENTRY + "?wait=30s&index=" + before.index());
    await().until(() -> agent.agent().store().watched() > idle);
    write("other", "http");
    assertThat(agent.get(ENTRY).index()).isGreaterThan(before.index());
    assertThat(waiting).isNotDone();
    write("web", "grpc");
    Got after = waiting.get(5, TimeUnit.SECONDS);
    assertThat(after.body()).contains("\"Protocol\":\"grpc\"");
    assertThat(after.index()).isGreaterThan(before.index());
    assertThat(agent.agent().store().watched()).isEqualTo(idle);
  }

  @Test
  void answersWithItsOldIndexWhenTheTimeIsOver() {
    write("web", "http");
    Got before = agent.get(ENTRY);
    Got after = agent.get(ENTRY + "?wait=50ms&index=" + before.index());
    assertThat(after.status()).isEqualTo(200);
    assertThat(after.index()).isEqualTo(before.index());
    assertThat(after.body()).isEqualTo(before.body());
  }

  @Test
  void aWaiterForWhatIsMissingSleepsThroughOtherWrites() throws Exception {
    write("other", "http");
    Got missing = agent.get(ENTRY);
    assertThat(missing.status()).isEqualTo(404);
    int idle = agent.agent().store().watched();
    CompletableFuture<Got> waiting = agent.getLater(ENTRY + "?wait=30s&index=" + missing.index());
    await().until(() -> agent.agent().store().watched() > idle);
    write("other", "grpc");
    write("web", "http");
    assertThat(waiting.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
  }

  @Test
  void forgetsAClientThatVanished() throws Exception {
    write("web", "http");
    long index = agent.get(ENTRY).index();
    int idle = agent.agent().store().watched();
    try (Socket socket = new Socket("127.0.0.1", agent.agent().httpAddress().getPort())) {
      OutputStream out = socket.getOutputStream();
      String request = "GET " + ENTRY + "?wait=10m&index=" + index + " HTTP/1.1\r\nHost: a\r\n\r\n";
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      await().until(() -> agent.agent().store().watched() > idle);
    }
    await().until(() -> agent.agent().store().watched() == idle);
  }

  @Test
  void refusesWhatIsNoIndexAndNoTime() {
    assertThat(agent.get(ENTRY + "?index=-1").body()).isEqualTo("Invalid index");
    assertThat(agent.get(ENTRY + "?index=1&wait=10").body()).isEqualTo("Invalid wait time");
    assertThat(agent.get(ENTRY + "?stale&consistent").body())
        .isEqualTo("Cannot specify ?stale with ?consistent, conflicting semantics.");
    assertThat(agent.get(ENTRY + "?dc=nope").body()).isEqualTo("No path to datacenter");
  }
}
