package dev.treaty.agent.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.catalog.ImportInstances;
import dev.treaty.agent.catalog.NodeRow;
import dev.treaty.agent.catalog.ServiceName;
import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.local.RunningAgent;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthFeatureTest {

  private final RunningAgent agent = RunningAgent.inMemory();

  @AfterEach
  void close() {
    agent.close();
  }

  private void register(String node, String service, String status) {
    assertThat(
            agent
                .put(
                    "/v1/catalog/register",
                    """
                    {"Node":"%s","Address":"10.0.0.1","Service":{"Service":"%s","Tags":["A"]},
                     "Check":{"CheckID":"%s-c","Name":"c","Status":"%s","ServiceID":"%s"}}
                    """
                        .formatted(node, service, service, status, service))
                .body())
        .isEqualTo("true");
  }

  private void importWeb(String status) {
    agent
        .agent()
        .store()
        .propose(
            new ImportInstances(
                "east",
                ServiceName.of("web"),
                List.of(
                    new ImportInstances.Imported(
                        NodeRow.of("n9", "10.9.9.9", "dc2"),
                        ServiceRow.of("n9", "web", 99),
                        List.of(
                            CheckRow.ofNode("n9", "web:overall-check", "overall-check", status)
                                .forService("web", "web", List.of()))))));
  }

  private static String index(HttpResponse<String> answer) {
    return answer.headers().firstValue("X-Consul-Index").orElseThrow();
  }

  @Test
  void writesAnInstanceByteForByteAsConsulDoes() {
    register("n1", "web", "passing");
    String body = agent.get("/v1/health/service/web").body();
    assertThat(body.replaceAll("Index\":\\d+", "Index\":1"))
        .isEqualTo(
            "[{\"Node\":{\"ID\":\"\",\"Node\":\"n1\",\"Address\":\"10.0.0.1\","
                + "\"Datacenter\":\"dc1\",\"TaggedAddresses\":null,\"Meta\":null,"
                + "\"CreateIndex\":1,\"ModifyIndex\":1},"
                + "\"Service\":{\"ID\":\"web\",\"Service\":\"web\",\"Tags\":[\"A\"],"
                + "\"Address\":\"\",\"Meta\":null,\"Weights\":{\"Passing\":1,\"Warning\":1},"
                + "\"EnableTagOverride\":false,"
                + "\"Proxy\":{\"Mode\":\"\",\"MeshGateway\":{},\"Expose\":{}},\"Connect\":{},"
                + "\"PeerName\":\"\",\"CreateIndex\":1,\"ModifyIndex\":1},"
                + "\"Checks\":[{\"Node\":\"n1\",\"CheckID\":\"web-c\",\"Name\":\"c\","
                + "\"Status\":\"passing\",\"Notes\":\"\",\"Output\":\"\",\"ServiceID\":\"web\","
                + "\"ServiceName\":\"web\",\"ServiceTags\":[\"A\"],\"Type\":\"\","
                + "\"Interval\":\"\",\"Timeout\":\"\",\"ExposedPort\":0,\"Definition\":{},"
                + "\"CreateIndex\":1,\"ModifyIndex\":1}]}]");
  }

  @Test
  void showsImportedInstancesOnlyToThoseWhoNameThePeer() {
    register("n1", "web", "passing");
    importWeb("critical");

    assertThat(agent.json("/v1/health/service/web")).hasSize(1);
    JsonNode imported = agent.json("/v1/health/service/web?peer=east");
    assertThat(imported).hasSize(1);
    assertThat(imported.at("/0/Node/PeerName").asText()).isEqualTo("east");
    assertThat(imported.at("/0/Service/Port").asInt()).isEqualTo(99);
    assertThat(imported.at("/0/Checks/0/PeerName").asText()).isEqualTo("east");
    assertThat(agent.json("/v1/health/service/web?peer=east&passing")).isEmpty();
    assertThat(agent.json("/v1/health/service/web?peer=west")).isEmpty();
    assertThat(agent.json("/v1/catalog/service/web?peer=east")).hasSize(1);
    assertThat(agent.json("/v1/catalog/services?peer=east").get("web")).isNotNull();
    assertThat(agent.json("/v1/catalog/nodes?peer=east")).hasSize(1);
    assertThat(agent.json("/v1/catalog/node/n9?peer=east").at("/Services/web")).isNotEmpty();
    assertThat(agent.get("/v1/catalog/node/n9").body()).isEqualTo("null");
    assertThat(agent.json("/v1/internal/ui/services?peer=east").at("/0/PeerName").asText())
        .isEqualTo("east");
  }

  @Test
  void filtersByTagNodeMetaAndExpression() {
    register("n1", "web", "passing");
    assertThat(agent.json("/v1/health/service/web?tag=a")).hasSize(1);
    assertThat(agent.json("/v1/health/service/web?tag=a&tag=b")).isEmpty();
    assertThat(agent.json("/v1/health/service/web?node-meta=x:y")).isEmpty();
    assertThat(agent.json("/v1/health/service/web?filter=Node.Node==n1")).hasSize(1);
    assertThat(agent.get("/v1/health/service/web?filter=Foo==1").statusCode()).isEqualTo(500);
    assertThat(agent.get("/v1/health/service/web?passing=maybe").statusCode()).isEqualTo(400);
  }

  @Test
  void wakesAWaitingQueryForItsServiceAndNotForAnother() throws Exception {
    register("n1", "web", "passing");
    String index = index(agent.get("/v1/health/service/web"));
    CompletableFuture<HttpResponse<String>> waiting =
        CompletableFuture.supplyAsync(
            () -> agent.get("/v1/health/service/web?wait=30s&index=" + index));
    await().until(() -> agent.agent().store().watched() > 0);

    register("n2", "other", "critical");
    importWeb("passing");
    assertThat(agent.get("/v1/health/service/other").statusCode()).isEqualTo(200);
    assertThat(waiting).isNotDone();

    register("n1", "web", "critical");
    HttpResponse<String> woken = waiting.get(10, TimeUnit.SECONDS);
    assertThat(woken.body()).contains("\"Status\":\"critical\"");
    assertThat(Long.parseLong(index(woken))).isGreaterThan(Long.parseLong(index));
  }

  @Test
  void wakesAWaitingQueryForImportedInstances() throws Exception {
    String index = index(agent.get("/v1/health/service/web?peer=east"));
    CompletableFuture<HttpResponse<String>> waiting =
        CompletableFuture.supplyAsync(
            () -> agent.get("/v1/health/service/web?peer=east&wait=30s&index=" + index));
    await().until(() -> agent.agent().store().watched() > 0);
    importWeb("passing");
    assertThat(waiting.get(10, TimeUnit.SECONDS).body()).contains("\"PeerName\":\"east\"");
  }

  @Test
  void aCheckOfTheNodeSpeaksForAllItsServices() {
    register("n1", "web", "passing");
    agent.put(
        "/v1/catalog/register",
        "{\"Node\":\"n1\",\"Address\":\"10.0.0.1\","
            + "\"Check\":{\"CheckID\":\"disk\",\"Name\":\"disk\",\"Status\":\"critical\"}}");
    assertThat(agent.json("/v1/health/service/web").at("/0/Checks/0/CheckID").asText())
        .isEqualTo("disk");
    assertThat(agent.json("/v1/health/service/web?passing=1")).isEmpty();
    assertThat(agent.json("/v1/health/node/n1")).hasSize(2);
    assertThat(agent.json("/v1/health/checks/web")).hasSize(1);
    assertThat(agent.json("/v1/health/state/critical")).hasSize(1);
  }
}
