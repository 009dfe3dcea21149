package dev.treaty.agent.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.http.LiveAgent.Got;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.settings.HttpSettings;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What an operator sets of the HTTP API: limits, blocked endpoints, who may write. */
class OperatorMannersTest {

  private static AgentSettings settings(HttpSettings http) {
    AgentSettings embedded = AgentSettings.embedded("node-one", "dc1");
    return embedded.withOperation(embedded.operation().withHttp(http));
  }

  private static HttpSettings http(
      int connections, List<String> blocked, List<String> writers, Duration wait) {
    return new HttpSettings(
        connections, Duration.ofSeconds(5), 0, blocked, writers, wait, wait, false);
  }

  private static String ask(Socket socket) throws IOException {
    socket.setSoTimeout(10_000);
    socket
        .getOutputStream()
        .write("GET /v1/status/leader HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
    byte[] answer = new byte[2000];
    int length = socket.getInputStream().read(answer);
    return length < 0 ? "" : new String(answer, 0, length, US_ASCII);
  }

  @Test
  void refusesOneConnectionTooManyAndTakesTheNextWhenThereIsRoom() throws Exception {
    try (LiveAgent agent =
        new LiveAgent(settings(HttpSettings.DEFAULT.withConnectionsPerClient(2)))) {
      URI address = agent.agent().httpAddress();
      try (Socket one = new Socket(address.getHost(), address.getPort());
          Socket two = new Socket(address.getHost(), address.getPort())) {
        assertThat(ask(one)).startsWith("HTTP/1.1 200");
        assertThat(ask(two)).startsWith("HTTP/1.1 200");
        try (Socket three = new Socket(address.getHost(), address.getPort())) {
          assertThat(ask(three))
              .startsWith("HTTP/1.1 429 Too Many Requests")
              .contains("Your IP is issuing too many concurrent connections");
          assertThat(three.getInputStream().read()).isEqualTo(-1);
        }
        // A silent one is closed, too.
        try (Socket four = new Socket(address.getHost(), address.getPort())) {
          four.setSoTimeout(10_000);
          assertThat(four.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(ask(one)).startsWith("HTTP/1.1 200");
      }
      Awaitility.await()
          .until(() -> {
            try (Socket later = new Socket(address.getHost(), address.getPort())) {
              return ask(later).startsWith("HTTP/1.1 200");
            }
          });
    }
  }

  @Test
  void blocksEndpointsByTheBeginningOfTheirPath() {
    try (LiveAgent agent =
        new LiveAgent(
            settings(http(0, List.of("/v1/agent/se"), List.of(), Duration.ofMinutes(5))))) {
      Got got = agent.get("/v1/agent/self");
      assertThat(got.status()).isEqualTo(403);
      assertThat(got.body()).isEqualTo("Endpoint is blocked by agent configuration");
      assertThat(agent.get("/v1/agent/members").status()).isEqualTo(200);
    }
  }

  @Test
  void takesWritesFromWhereItMayOnlyAndReadsFromAll() {
    String entry = "{\"Kind\":\"service-defaults\",\"Name\":\"web\"}";
    try (LiveAgent agent =
        new LiveAgent(settings(http(0, List.of(), List.of("10.0.0.0/8"), Duration.ofMinutes(5))))) {
      Got got = agent.put("/v1/config", entry);
      assertThat(got.status()).isEqualTo(403);
      assertThat(got.body()).isEqualTo("Access is restricted");
      assertThat(agent.get("/v1/agent/self").status()).isEqualTo(200);
    }
    try (LiveAgent agent =
        new LiveAgent(
            settings(http(0, List.of(), List.of("127.0.0.0/8"), Duration.ofMinutes(5))))) {
      assertThat(agent.put("/v1/config", entry).status()).isEqualTo(200);
    }
  }

  @Test
  void waitsNoLongerThanItMay() {
    try (LiveAgent agent =
        new LiveAgent(settings(http(0, List.of(), List.of(), Duration.ofMillis(50))))) {
      long index = agent.get("/v1/catalog/nodes").index();
      assertThat(agent.get("/v1/catalog/nodes?index=" + index + "&wait=5m").status())
          .isEqualTo(200);
    }
  }

  @Test
  void takesOtherMannersWhileItRuns() {
    AgentSettings before = settings(HttpSettings.DEFAULT);
    try (LiveAgent agent = new LiveAgent(before)) {
      assertThat(agent.get("/v1/agent/self").header("X-Team")).isEmpty();
      agent
          .agent()
          .reload(
              settings(http(0, List.of("/v1/catalog"), List.of(), Duration.ofMinutes(5)))
                  .withNetwork(before.network().withResponseHeaders(Map.of("X-Team", "a"))));
      assertThat(agent.get("/v1/agent/self").header("X-Team")).isEqualTo("a");
      assertThat(agent.get("/v1/catalog/nodes").status()).isEqualTo(403);
    }
  }

  @Test
  void knowsWhatLiesInANetwork() {
    Network private4 = Network.of("10.1.0.0/16").orElseThrow();
    assertThat(private4.contains("10.1.255.1")).isTrue();
    assertThat(private4.contains("10.2.0.1")).isFalse();
    assertThat(private4.contains("::1")).isFalse();
    assertThat(private4.contains("")).isFalse();
    assertThat(Network.of("::1/128").orElseThrow().contains("0:0:0:0:0:0:0:1")).isTrue();
    assertThat(Network.of("10.0.0.0/33")).isEmpty();
    assertThat(Network.of("example.org/8")).isEmpty();
  }
}
