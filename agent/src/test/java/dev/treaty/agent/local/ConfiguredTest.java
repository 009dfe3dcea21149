package dev.treaty.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.settings.SettingsReader;
import dev.treaty.agent.settings.SettingsVerdict;
import dev.treaty.model.syntax.SourceText;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredTest {

  private static AgentSettings told(AgentSettings start, String hcl) {
    SettingsReader reader = new SettingsReader(start);
    reader.add(new SourceText("agent.hcl", hcl));
    SettingsVerdict verdict = reader.verdict();
    assertThat(verdict.diagnostics()).isEmpty();
    return verdict.settings();
  }

  private static final AgentSettings PLAIN = AgentSettings.embedded("one", "dc1");

  private static final String WEB =
      "service { name = \"web\" port = 80 check { id = \"up\" ttl = \"10m\" }"
          + " connect { sidecar_service {} } }\n";

  private static List<String> faults(String hcl) {
    return Configured.faults(told(PLAIN, hcl)).stream()
        .map(fault -> fault.range().orElseThrow().position() + " " + fault.message())
        .toList();
  }

  @Test
  void registersWhatTheConfigurationTells() {
    try (RunningAgent agent = new RunningAgent(told(PLAIN, WEB))) {
      assertThat(agent.json("/v1/health/service/web").at("/0/Service/Port").asInt()).isEqualTo(80);
      assertThat(agent.json("/v1/agent/services").has("web-sidecar-proxy")).isTrue();
      assertThat(agent.json("/v1/agent/checks").at("/up/Type").asText()).isEqualTo("ttl");
    }
  }

  @Test
  void followsTheConfigurationWhenItIsReadAgain() {
    try (RunningAgent agent = new RunningAgent(told(PLAIN, WEB))) {
      agent.put("/v1/agent/service/register", "{\"Name\":\"api\"}");
      agent.put(
          "/v1/agent/check/register", "{\"Name\":\"extra\",\"ServiceID\":\"web\",\"TTL\":\"1m\"}");
      agent.put("/v1/agent/check/pass/up?note=fine", "");

      agent.agent().reload(told(PLAIN, WEB.replace("80", "81") + "service { name = \"db\" }\n"));
      assertThat(agent.json("/v1/catalog/service/web").at("/0/ServicePort").asInt()).isEqualTo(81);
      assertThat(agent.json("/v1/catalog/service/db")).hasSize(1);
      assertThat(agent.json("/v1/agent/checks").at("/up/Output").asText()).isEqualTo("fine");
      assertThat(agent.json("/v1/agent/checks").has("extra")).isTrue();

      agent.agent().reload(told(PLAIN, "service { name = \"web\" port = 81 }"));
      assertThat(agent.json("/v1/agent/checks").has("up")).isFalse();
      assertThat(agent.json("/v1/agent/checks").has("extra")).isTrue();
      assertThat(agent.get("/v1/catalog/service/db").body()).isEqualTo("[]");

      agent.agent().reload(PLAIN);
      assertThat(agent.get("/v1/catalog/service/web").body()).isEqualTo("[]");
      assertThat(agent.json("/v1/agent/services")).hasSize(1);
      assertThat(agent.json("/v1/catalog/service/api")).hasSize(1);
    }
  }

  @Test
  void forgetsOverARestartWhatTheConfigurationTellsNoMore(@TempDir Path folder) {
    AgentSettings kept = PLAIN.withDataDir(folder);
    try (RunningAgent agent = new RunningAgent(told(kept, WEB))) {
      agent.put("/v1/agent/service/register", "{\"Name\":\"api\"}");
    }
    try (RunningAgent agent = new RunningAgent(kept)) {
      assertThat(agent.json("/v1/agent/services")).hasSize(1);
      assertThat(agent.get("/v1/catalog/service/web").body()).isEqualTo("[]");
      assertThat(agent.json("/v1/catalog/service/api")).hasSize(1);
    }
  }

  @Test
  void saysWhatTheApiWouldRefuseAndWhere() {
    assertThat(faults("service {\n  port = 80\n}"))
        .containsExactly("agent.hcl:1:9 service: Missing service name");
    assertThat(faults("check {\n  name = \"c\"\n}"))
        .containsExactly("agent.hcl:1:7 check: Invalid check: TTL must be > 0 for TTL checks");
    assertThat(faults("check { name = \"c\" ttl = \"10\" }").getFirst())
        .contains("missing unit in duration");
    assertThat(faults("check { name = \"c\" args = [\"true\"] interval = \"5s\" }").getFirst())
        .contains("Scripts are disabled on this agent; to enable, configure");
    assertThat(
            faults(
                "enable_local_script_checks = true\n"
                    + "check { name = \"c\" args = [\"true\"] interval = \"5s\" }"))
        .isEmpty();
    assertThat(faults("check { name = \"c\" os_service = \"x\" interval = \"5s\" }").getFirst())
        .contains("checks of type os_service are not run by this agent");
  }

  @Test
  void doesNotStartWithACheckOfAServiceThatIsNotThere() {
    AgentSettings settings =
        told(PLAIN, "check { name = \"c\" service_id = \"nope\" ttl = \"1m\" }");
    assertThatThrownBy(() -> new RunningAgent(settings).close())
        .isInstanceOf(NotConfigurableException.class)
        .hasMessage("check \"c\": ServiceID \"nope\" does not exist");
  }

  @Test
  void keepsWhatItHadWhereANewConfigurationCannotBe() {
    try (RunningAgent agent = new RunningAgent(told(PLAIN, WEB))) {
      AgentSettings broken =
          told(PLAIN, "check { name = \"c\" service_id = \"nope\" ttl = \"1m\" }");
      assertThatThrownBy(() -> agent.agent().reload(broken))
          .isInstanceOf(NotConfigurableException.class);
      assertThat(agent.json("/v1/agent/services").has("web")).isTrue();
      assertThat(agent.json("/v1/agent/checks").has("up")).isTrue();
    }
  }
}
