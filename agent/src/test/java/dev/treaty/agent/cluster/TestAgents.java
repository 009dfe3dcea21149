package dev.treaty.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.treaty.agent.TreatyAgent;
import dev.treaty.agent.http.Secret;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.settings.ClusterSettings;
import dev.treaty.agent.settings.ClusterSettings.Join;
import dev.treaty.agent.settings.ClusterSettings.Trust;
import dev.treaty.agent.settings.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Agents of one cluster in this JVM. */
public final class TestAgents implements AutoCloseable {

  public static final String SECRET = "d8wu8CSUrqgtjVsvcBPmhQ==";

  private final Path folder;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final List<TreatyAgent> running = new ArrayList<>();
  private Optional<Integer> seed = Optional.empty();

  public TestAgents(Path folder) {
    this.folder = folder;
  }

  /** Three servers that have formed their group. */
  public List<TreatyAgent> three() {
    for (int i = 1; i <= 3; i++) {
      start("s" + i, 3);
    }
    awaitLeader();
    return List.copyOf(running);
  }

  public TreatyAgent start(String name, int expect) {
    return start(settings(name, expect));
  }

  public TreatyAgent start(AgentSettings settings) {
    TreatyAgent agent = TreatyAgent.start(settings);
    running.add(agent);
    if (seed.isEmpty()) {
      seed = Optional.of(agent.ports().get("serf_lan"));
    }
    return agent;
  }

  /** Of a server; 0 expects nothing and waits to be taken in. */
  public AgentSettings settings(String name, int expect) {
    AgentSettings base = AgentSettings.embedded(name, "dc1");
    Join join =
        new Join(
            seed.map(port -> List.of("127.0.0.1:" + port)).orElse(List.of()),
            List.of(),
            Duration.ofSeconds(1),
            0);
    return base.withNetwork(base.network().withPorts(Ports.EPHEMERAL.withServer(0).withSerfLan(0)))
        .withDataDir(folder.resolve(name))
        .withCluster(
            ClusterSettings.ALONE
                .withExpect(expect)
                .withJoin(join)
                .withTrust(new Trust(new Secret(SECRET), ClusterSettings.Files.NONE)));
  }

  /** Of an agent that comes back with its ports. */
  public AgentSettings again(TreatyAgent agent) {
    AgentSettings before = agent.settings();
    return before.withNetwork(
        before
            .network()
            .withPorts(
                before
                    .network()
                    .ports()
                    .withServer(agent.ports().getOrDefault("server", 0))
                    .withSerfLan(agent.ports().get("serf_lan"))));
  }

  public AgentSettings client(String name) {
    AgentSettings server = settings(name, 0);
    return server.withCluster(server.cluster().withServer(false));
  }

  /** Ends an agent without leaving. */
  public void stop(TreatyAgent agent) {
    running.remove(agent);
    agent.close();
  }

  public TreatyAgent awaitLeader() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> running.stream().anyMatch(agent -> agent.store().leadership().leads()));
    return leader().orElseThrow();
  }

  public Optional<TreatyAgent> leader() {
    return running.stream().filter(agent -> agent.store().leadership().leads()).findFirst();
  }

  public TreatyAgent follower() {
    return running.stream()
        .filter(agent -> agent.settings().cluster().server())
        .filter(agent -> !agent.store().leadership().leads())
        .findFirst()
        .orElseThrow();
  }

  public List<TreatyAgent> running() {
    return List.copyOf(running);
  }

  public HttpResponse<String> send(TreatyAgent to, String method, String path, String body) {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create(to.httpAddress() + path))
              .timeout(Duration.ofSeconds(30))
              .method(method, BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public String get(TreatyAgent from, String path) {
    HttpResponse<String> response = send(from, "GET", path, "");
    assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
    return response.body();
  }

  public void put(TreatyAgent to, String service) {
    HttpResponse<String> response =
        send(
            to,
            "PUT",
            "/v1/config",
            "{\"Kind\":\"service-defaults\",\"Name\":\"" + service + "\",\"Protocol\":\"http\"}");
    assertThat(response.body()).isEqualTo("true");
  }

  @Override
  public void close() {
    running.forEach(TreatyAgent::close);
    client.close();
  }
}
