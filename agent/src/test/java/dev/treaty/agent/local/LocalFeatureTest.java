package dev.treaty.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.treaty.agent.settings.AgentSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFeatureTest {

  @Test
  void showsItsOwnNodeAsAServerDoes() {
    try (RunningAgent agent = RunningAgent.inMemory()) {
      JsonNode node = agent.json("/v1/catalog/nodes").get(0);
      assertThat(node.get("Node").asText()).isEqualTo("one");
      assertThat(node.get("TaggedAddresses").toString())
          .isEqualTo(
              "{\"lan\":\"127.0.0.1\",\"lan_ipv4\":\"127.0.0.1\","
                  + "\"wan\":\"127.0.0.1\",\"wan_ipv4\":\"127.0.0.1\"}");
      assertThat(node.get("Meta").toString())
          .isEqualTo("{\"consul-network-segment\":\"\",\"consul-version\":\"1.16.4\"}");
      JsonNode consul = agent.json("/v1/health/service/consul").get(0);
      assertThat(consul.at("/Checks/0/CheckID").asText()).isEqualTo("serfHealth");
      assertThat(consul.at("/Service/Meta/grpc_tls_port").asText())
          .isEqualTo(agent.agent().ports().get("grpc_tls").toString());
    }
  }

  @Test
  void registersAServiceWithItsChecksInTheCatalogToo() {
    try (RunningAgent agent = RunningAgent.inMemory()) {
      assertThat(
              agent
                  .put(
                      "/v1/agent/service/register",
                      "{\"name\":\"web\",\"Port\":80,\"check\":{\"ttl\":\"10m\",\"status\":\"passing\"}}")
                  .body())
          .isEmpty();

      JsonNode web = agent.json("/v1/health/service/web").get(0);
      assertThat(web.at("/Service/Port").asInt()).isEqualTo(80);
      assertThat(web.get("Checks")).hasSize(2);
      assertThat(web.at("/Checks/1/CheckID").asText()).isEqualTo("service:web");
      assertThat(agent.json("/v1/agent/checks").at("/service:web/Status").asText())
          .isEqualTo("passing");

      agent.put("/v1/agent/service/deregister/web", "");
      assertThat(agent.get("/v1/health/service/web").body()).isEqualTo("[]");
      assertThat(agent.get("/v1/agent/checks").body()).isEqualTo("{}");
    }
  }

  @Test
  void keepsRegistrationsOverARestart(@TempDir Path folder) {
    AgentSettings settings = AgentSettings.embedded("one", "dc1").withDataDir(folder);
    String services;
    String checks;
    try (RunningAgent agent = new RunningAgent(settings)) {
      agent.put(
          "/v1/agent/service/register",
          "{\"Name\":\"web\",\"Port\":80,\"Meta\":{\"a\":\"b\"},\"Tags\":[\"t\"],"
              + "\"Connect\":{\"SidecarService\":{\"Proxy\":{\"Config\":{\"x\":[1,null]},"
              + "\"Upstreams\":[{\"DestinationName\":\"db\",\"LocalBindPort\":1234}]}}},"
              + "\"Check\":{\"TTL\":\"10m\"}}");
      agent.put("/v1/agent/check/pass/service:web?note=fine", "");
      agent.put(
          "/v1/catalog/register",
          "{\"Node\":\"n1\",\"Address\":\"10.0.0.1\",\"NodeMeta\":{\"z\":\"a\"},"
              + "\"Service\":{\"Service\":\"api\"},\"Check\":{\"Name\":\"c\",\"ServiceID\":\"api\","
              + "\"Definition\":{\"HTTP\":\"http://x\",\"Interval\":\"5s\",\"Header\":{\"H\":[\"v\"]}}}}");
      services = agent.get("/v1/agent/services").body();
      checks = agent.get("/v1/health/service/api").body();
      assertThat(services).contains("web-sidecar-proxy").contains("\"x\":[1,null]");
    }
    try (RunningAgent agent = new RunningAgent(settings)) {
      assertThat(agent.get("/v1/agent/services").body()).isEqualTo(services);
      assertThat(agent.get("/v1/health/service/api").body()).isEqualTo(checks);
      assertThat(agent.json("/v1/agent/checks").at("/service:web/Status").asText())
          .isEqualTo("passing");
      assertThat(agent.json("/v1/catalog/nodes")).hasSize(2);
    }
  }

  @Test
  void bringsBackWhatSomebodyTookOutOfTheCatalog() {
    try (RunningAgent agent = RunningAgent.inMemory()) {
      agent.put("/v1/agent/service/register", "{\"Name\":\"web\",\"Check\":{\"TTL\":\"10m\"}}");
      agent.put("/v1/catalog/deregister", "{\"Node\":\"one\"}");
      assertThat(agent.get("/v1/health/service/web").body()).isEqualTo("[]");

      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> {
            assertThat(agent.json("/v1/health/service/web")).hasSize(1);
            assertThat(agent.json("/v1/health/service/consul")).hasSize(1);
          });
    }
  }

  @Test
  void showsItsOwnAgainInACatalogThatLostEverything(@TempDir Path folder) throws IOException {
    AgentSettings settings = AgentSettings.embedded("one", "dc1").withDataDir(folder);
    try (RunningAgent agent = new RunningAgent(settings)) {
      agent.put("/v1/agent/service/register", "{\"Name\":\"web\",\"Check\":{\"TTL\":\"10m\"}}");
      agent.put("/v1/agent/check/pass/service:web", "");
    }
    try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    try (RunningAgent agent = new RunningAgent(settings)) {
      JsonNode web = agent.json("/v1/health/service/web").get(0);
      assertThat(web.at("/Checks/1/Status").asText()).isEqualTo("passing");
    }
  }

  @Test
  void keepsItsOwnUnderANewNameOfItsNode(@TempDir Path folder) {
    AgentSettings settings = AgentSettings.embedded("one", "dc1").withDataDir(folder);
    try (RunningAgent agent = new RunningAgent(settings)) {
      agent.put("/v1/agent/service/register", "{\"Name\":\"web\",\"Check\":{\"TTL\":\"10m\"}}");
    }
    try (RunningAgent agent =
        new RunningAgent(settings.withNode(settings.node().withName("two")))) {
      JsonNode web = agent.json("/v1/health/service/web");
      assertThat(web).hasSize(1);
      assertThat(web.at("/0/Node/Node").asText()).isEqualTo("two");
      assertThat(agent.json("/v1/catalog/nodes")).hasSize(1);
    }
  }

  @Test
  void asksOverHttpAndSaysWhatItHeard() throws IOException {
    AtomicInteger status = new AtomicInteger(200);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status.get(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    try (RunningAgent agent = RunningAgent.inMemory()) {
      agent.put(
          "/v1/agent/service/register",
          "{\"Name\":\"web\",\"Check\":{\"HTTP\":\"" + url + "\",\"Interval\":\"1s\"}}");
      awaitStatus(agent, "passing");
      assertThat(agent.json("/v1/agent/checks").at("/service:web/Output").asText())
          .isEqualTo("HTTP GET " + url + ": 200 OK Output: hello");
      status.set(429);
      awaitStatus(agent, "warning");
      status.set(500);
      awaitStatus(agent, "critical");
    } finally {
      server.stop(0);
    }
  }

  private static void awaitStatus(RunningAgent agent, String status) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() ->
            assertThat(agent.json("/v1/health/checks/web").at("/0/Status").asText())
                .isEqualTo(status));
  }

  @Test
  void connectsOverTcp() throws IOException {
    try (RunningAgent agent = RunningAgent.inMemory()) {
      int port;
      try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
        port = server.getLocalPort();
        agent.put(
            "/v1/agent/service/register",
            "{\"Name\":\"web\",\"Check\":{\"TCP\":\"127.0.0.1:"
                + port
                + "\",\"Interval\":\"1s\"}}");
        awaitStatus(agent, "passing");
      }
      awaitStatus(agent, "critical");
      assertThat(agent.json("/v1/agent/checks").at("/service:web/Output").asText())
          .isEqualTo("dial tcp 127.0.0.1:" + port + ": connect: connection refused");
    }
  }

  @Test
  void turnsCriticalWhenNobodyConfirmsInTime() {
    try (RunningAgent agent = RunningAgent.inMemory()) {
      agent.put(
          "/v1/agent/service/register",
          "{\"Name\":\"web\",\"Check\":{\"TTL\":\"300ms\",\"Status\":\"passing\"}}");
      awaitStatus(agent, "critical");
      assertThat(agent.json("/v1/agent/checks").at("/service:web/Output").asText())
          .isEqualTo("TTL expired");
    }
  }

  @Test
  void letsAnAliasFollowItsService() {
    try (RunningAgent agent = RunningAgent.inMemory()) {
      agent.put(
          "/v1/agent/service/register",
          "{\"Name\":\"web\",\"Port\":80,\"Check\":{\"TTL\":\"10m\"},"
              + "\"Connect\":{\"SidecarService\":{}}}");
      String alias = "/service:web-sidecar-proxy:2";
      assertThat(agent.json("/v1/agent/checks").at(alias + "/Output").asText())
          .isEqualTo("Aliased check \"Service 'web' check\" failing: ");
      agent.put("/v1/agent/check/pass/service:web", "");
      assertThat(agent.json("/v1/agent/checks").at(alias + "/Status").asText())
          .isEqualTo("passing");
    }
  }

  @Test
  void refusesChecksItCannotRun() {
    try (RunningAgent agent = RunningAgent.inMemory()) {
      var answer =
          agent.put(
              "/v1/agent/check/register",
              "{\"Name\":\"g\",\"OSService\":\"sshd\",\"Interval\":\"1s\"}");
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).isEqualTo("checks of type os_service are not run by this agent");
      assertThat(agent.get("/v1/agent/checks").body()).isEqualTo("{}");
    }
  }

  @Test
  void refusesNamesWithControlCharacters() {
    try (RunningAgent agent = RunningAgent.inMemory()) {
      assertThat(agent.put("/v1/agent/service/register", "{\"Name\":\"a\\u0000b\"}").statusCode())
          .isEqualTo(400);
      assertThat(
              agent
                  .put("/v1/catalog/register", "{\"Node\":\"a\\u0000b\",\"Address\":\"10.0.0.1\"}")
                  .statusCode())
          .isEqualTo(400);
    }
  }
}
