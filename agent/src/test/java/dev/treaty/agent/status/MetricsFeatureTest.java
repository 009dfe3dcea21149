package dev.treaty.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.http.LiveAgent;
import dev.treaty.agent.http.LiveAgent.Got;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.settings.TelemetrySettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetricsFeatureTest {

  private static AgentSettings with(Duration retention) {
    AgentSettings embedded = AgentSettings.embedded("node-one", "dc1");
    return embedded.withOperation(
        embedded.operation().withTelemetry(new TelemetrySettings("consul", retention)));
  }

  @Test
  void tellsWhatHappened() {
    try (LiveAgent agent = LiveAgent.embedded()) {
      agent.put("/v1/config", "{\"Kind\":\"service-defaults\",\"Name\":\"web\"}");
      agent.get("/v1/config/service-defaults/" + "x".repeat(50));
      String json = agent.get("/v1/agent/metrics").body();
      assertThat(json)
          .contains("\"consul.runtime.alloc_bytes\"")
          .contains("\"consul.raft.apply\"")
          .contains("\"consul.raft.commitTime\"")
          .contains("\"Labels\":{\"method\":\"PUT\",\"path\":\"v1_config\"}")
          .contains("\"Labels\":{\"class\":\"4xx\"}")
          .contains("\"Labels\":{\"table\":\"config-entries\"}")
          // What a client makes up is no label.
          .doesNotContain("xxxxx");
    }
  }

  @Test
  void speaksToPrometheusByParameterAndByItsAcceptHeader() {
    try (LiveAgent agent = LiveAgent.embedded()) {
      Got asked = agent.get("/v1/agent/metrics?format=prometheus");
      assertThat(asked.header("Content-Type"))
          .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
      assertThat(asked.body()).contains("# TYPE consul_raft_applied_index gauge\n");
      Got scraped =
          agent.get(
              "/v1/agent/metrics",
              "Accept",
              "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5");
      assertThat(scraped.body()).startsWith("# HELP ");
    }
  }

  @Test
  void saysNothingToPrometheusWhereRetentionIsTurnedOff() {
    try (LiveAgent agent = new LiveAgent(with(Duration.ZERO))) {
      Got asked = agent.get("/v1/agent/metrics?format=prometheus");
      assertThat(asked.body()).isEmpty();
      assertThat(asked.header("X-Consul-Reason"))
          .isEqualTo("Prometheus is not enabled since its retention time is not positive");
      agent.agent().reload(with(Duration.ofMinutes(1)));
      assertThat(agent.get("/v1/agent/metrics?format=prometheus").body()).isNotEmpty();
    }
  }

  @Test
  void leavesOutTheTimeOfQueriesThatWaited() {
    try (LiveAgent agent = LiveAgent.embedded()) {
      long index = agent.get("/v1/config/service-defaults").index();
      agent.get("/v1/config/service-defaults?index=" + index + "&wait=300ms");
      String json = agent.get("/v1/agent/metrics").body();
      assertThat(json)
          .containsPattern(
              "\"Count\":1,[^}]*\"Labels\":\\{\"method\":\"GET\",\"path\":\"v1_config_\"");
    }
  }
}
