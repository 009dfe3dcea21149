package dev.treaty.agent.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.treaty.agent.http.LiveAgent;
import dev.treaty.agent.settings.AgentSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayFeatureTest {

  private static final String GATEWAY =
      """
      {"Kind":"api-gateway","Name":"g","Listeners":[{"Name":"l","Port":80,"Protocol":"tcp"}]}\
      """;

  private LiveAgent agent = LiveAgent.embedded();

  @AfterEach
  void close() {
    agent.close();
  }

  private static String route(String name, String parent) {
    return """
    {"Kind":"tcp-route","Name":"%s","Services":[{"Name":"db"}],"Parents":[{"Name":"%s"}]}\
    """
        .formatted(name, parent);
  }

  private void write(String entry) {
    assertThat(agent.put("/v1/config", entry).body()).isEqualTo("true");
  }

  private void awaitIn(String path, String text) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(agent.get("/v1/config/" + path).body()).contains(text));
  }

  @Test
  void bindsARouteThatCameBeforeItsGateway() {
    write(route("r", "g"));
    awaitIn("tcp-route/r", "\"Message\":\"gateway was not found\"");
    write(GATEWAY);
    awaitIn("tcp-route/r", "\"Message\":\"successfully bound route\"");
    awaitIn("api-gateway/g", "\"Message\":\"gateway is valid\"");
    awaitIn(
        "bound-api-gateway/g",
        "\"Listeners\":[{\"Name\":\"l\",\"Routes\":[{\"Kind\":\"tcp-route\",\"Name\":\"r\","
            + "\"SectionName\":\"\"}],\"Certificates\":null}],\"Services\":{\"db\":[");
    assertThat(agent.get("/v1/config/bound-api-gateway/g").body()).doesNotContain("Hash");
  }

  @Test
  void tellsAConflictAndItsEnd() {
    write(GATEWAY);
    write(route("r", "g"));
    write(route("s", "g"));
    awaitIn("api-gateway/g", "\"Reason\":\"RouteConflict\"");
    agent.delete("/v1/config/tcp-route/r");
    awaitIn("api-gateway/g", "\"Reason\":\"NoConflict\"");
  }

  @Test
  void followsTheProtocolOfTheService() {
    write(GATEWAY);
    write(route("r", "g"));
    awaitIn("tcp-route/r", "\"Message\":\"successfully bound route\"");
    write("{\"Kind\":\"service-defaults\",\"Name\":\"db\",\"Protocol\":\"grpc\"}");
    awaitIn("tcp-route/r", "route protocol does not match targeted service protocol");
  }

  @Test
  void whatEndsTakesItsBindingsAlong() {
    write(GATEWAY);
    write(route("r", "g"));
    awaitIn("bound-api-gateway/g", "\"Name\":\"r\"");
    agent.delete("/v1/config/api-gateway/g");
    awaitIn("bound-api-gateway/g", "Config entry not found");
    awaitIn("tcp-route/r", "\"Message\":\"gateway was not found\"");
  }

  @Test
  void aNewVersionKeepsTheStatusOfTheOldOne() {
    write(GATEWAY);
    awaitIn("api-gateway/g", "\"Message\":\"gateway is valid\"");
    write(GATEWAY.replace("80", "81"));
    assertThat(agent.get("/v1/config/api-gateway/g").body())
        .contains("\"Message\":\"gateway is valid\"", "\"Port\":81");
  }

  @Test
  void readsOnlyWhatItFoundOutAndNeverWhatAClientClaims() {
    write(
        """
        {"Kind":"tcp-route","Name":"r","Services":[{"Name":"db"}],"Parents":[{"Name":"g"}],
         "Status":{"Conditions":[{"Type":"Claimed","Status":"True"}]}}\
        """);
    awaitIn("tcp-route/r", "GatewayNotFound");
    assertThat(agent.get("/v1/config/tcp-route/r").body()).doesNotContain("Claimed");
  }

  @Test
  void keepsItsFindingsOverARestart(@TempDir Path folder) {
    AgentSettings settings = AgentSettings.embedded("n", "dc1").withDataDir(folder);
    agent.close();
    agent = new LiveAgent(settings);
    write(GATEWAY);
    write(route("r", "g"));
    awaitIn("bound-api-gateway/g", "\"Name\":\"r\"");
    awaitIn("tcp-route/r", "successfully bound route");
    String before = agent.get("/v1/config/").body();
    agent.close();
    agent = new LiveAgent(settings);
    assertThat(agent.get("/v1/config/").body()).isEqualTo(before);
    agent.delete("/v1/config/tcp-route/r");
    awaitIn("bound-api-gateway/g", "\"Routes\":[]");
  }

  @Test
  void tellsTheServicesBehindATerminatingGateway() {
    write(
        """
        {"Kind":"terminating-gateway","Name":"t","Services":[{"Name":"db","CAFile":"ca"}]}\
        """);
    assertThat(agent.get("/v1/catalog/gateway-services/t").body())
        .contains(
            "{\"Gateway\":{\"Name\":\"t\"},\"Service\":{\"Name\":\"db\"}", "\"CAFile\":\"ca\"");
    assertThat(agent.get("/v1/discovery-chain/db").body())
        .contains("\"AutoVirtualIPs\":[\"240.0.0.1\"]");
    assertThat(agent.get("/v1/catalog/gateway-services/none").body()).isEqualTo("[]");
  }
}
