package dev.treaty.agent.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.settings.AgentSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log in {@code former-layout.db} was written by an agent of that time. */
class FormerLayoutTest {

  @TempDir private Path folder;

  @BeforeEach
  void anAgentOfThatTimeWasHere() throws IOException {
    Path state = Files.createDirectory(folder.resolve("state"));
    try (InputStream log =
        Objects.requireNonNull(getClass().getResourceAsStream("former-layout.db"))) {
      Files.copy(log, state.resolve("log.db"));
    }
  }

  private RunningAgent start() {
    return new RunningAgent(AgentSettings.embedded("one", "dc1").withDataDir(folder));
  }

  @Test
  void movesWhatTheAgentWasToldIntoItsOwnStore() {
    try (RunningAgent agent = start()) {
      assertThat(agent.json("/v1/agent/services").fieldNames())
          .toIterable()
          .containsExactlyInAnyOrder("web", "web-sidecar-proxy");
      assertThat(agent.json("/v1/agent/checks").fieldNames())
          .toIterable()
          .containsExactlyInAnyOrder(
              "_node_maintenance",
              "service:web",
              "service:web-sidecar-proxy:1",
              "service:web-sidecar-proxy:2");
      assertThat(agent.json("/v1/agent/checks").at("/service:web/Output").asText())
          .isEqualTo("fine");
      assertThat(agent.json("/v1/health/service/web").at("/0/Service/Meta/a").asText())
          .isEqualTo("b");
    }
  }

  @Test
  void movesItOnce() {
    String services;
    try (RunningAgent agent = start()) {
      agent.put("/v1/agent/service/deregister/web", "");
      agent.put("/v1/agent/service/register", "{\"Name\":\"api\"}");
      services = agent.get("/v1/agent/services").body();
    }
    try (RunningAgent agent = start()) {
      assertThat(agent.get("/v1/agent/services").body()).isEqualTo(services);
      assertThat(agent.json("/v1/agent/services")).hasSize(1);
    }
  }
}
