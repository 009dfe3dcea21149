package dev.treaty.agent.peering;

import static dev.treaty.agent.peering.TwoAgents.awaitState;
import static dev.treaty.agent.peering.TwoAgents.call;
import static dev.treaty.agent.peering.TwoAgents.delete;
import static dev.treaty.agent.peering.TwoAgents.establish;
import static dev.treaty.agent.peering.TwoAgents.get;
import static dev.treaty.agent.peering.TwoAgents.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.treaty.agent.TreatyAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What crosses to a peer, what never does, and who may call. */
class ExportsTest {

  private final TwoAgents agents = new TwoAgents();

  @AfterEach
  void stop() {
    agents.close();
  }

  @BeforeEach
  void peer() {
    agents.peer();
    register("web", "web-1");
    register("web", "web-2");
    register("hidden", "hidden-1");
    register("elsewhere", "elsewhere-1");
  }

  @Test
  void anExportedServiceAppearsWithItsInstancesAndTheirChecks() {
    export(Map.of("Name", "web", "Consumers", List.of(Map.of("Peer", "to-west"))));
    awaitImported("web", "web-1", "web-2");
    JsonNode first = get(agents.west, "/v1/health/service/web?peer=to-east").json().get(0);
    assertThat(first.get("Node").get("PeerName").textValue()).isEqualTo("to-east");
    assertThat(first.get("Service").get("PeerName").textValue()).isEqualTo("to-east");
    assertThat(first.get("Checks")).hasSize(1);
    assertThat(first.get("Checks").get(0).get("CheckID").textValue())
        .isEqualTo("web-1:overall-check");
    assertThat(get(agents.west, "/v1/health/service/web").json()).isEmpty();
  }

  @Test
  void nothingElseEverCrosses() {
    export(
        Map.of("Name", "web", "Consumers", List.of(Map.of("Peer", "to-west"))),
        Map.of("Name", "elsewhere", "Consumers", List.of(Map.of("Peer", "another"))),
        Map.of("Name", "hidden", "Consumers", List.of(Map.of("Peer", "TO-WEST"))));
    awaitImported("web", "web-1", "web-2");
    assertThat(imported("hidden")).isEmpty();
    assertThat(imported("elsewhere")).isEmpty();
    assertThat(names(agents.west, "to-east", "ImportedServices")).containsExactly("web");
    assertThat(names(agents.east, "to-west", "ExportedServices")).containsExactly("web");
  }

  @Test
  void whatIsExportedNoMoreGoes() {
    export(Map.of("Name", "web", "Consumers", List.of(Map.of("Peer", "to-west"))));
    awaitImported("web", "web-1", "web-2");
    deregister("web-2");
    awaitImported("web", "web-1");
    call(agents.east, "DELETE", "/v1/config/exported-services/default", "");
    awaitImported("web");
    assertThat(names(agents.west, "to-east", "ImportedServices")).isEmpty();
  }

  @Test
  void aWildcardFollowsTheCatalogueAndLeavesConsulOut() {
    register("consul", "consul-1");
    export(Map.of("Name", "*", "Consumers", List.of(Map.of("Peer", "to-west"))));
    awaitImported("elsewhere", "elsewhere-1");
    awaitImported("hidden", "hidden-1");
    awaitImported("web", "web-1", "web-2");
    register("later", "later-1");
    awaitImported("later", "later-1");
    assertThat(names(agents.west, "to-east", "ImportedServices"))
        .containsExactly("elsewhere", "hidden", "later", "web");
  }

  @Test
  void deletingThePeeringRemovesWhatWasImportedAtOnceOnBothSides() {
    export(Map.of("Name", "web", "Consumers", List.of(Map.of("Peer", "to-west"))));
    awaitImported("web", "web-1", "web-2");
    delete(agents.east, "to-west");
    awaitState(agents.west, "to-east", "TERMINATED");
    assertThat(imported("web")).isEmpty();
    assertThat(
            PeeringFeature.peerOf(
                agents.west.store().state(), domain(agents.east), "default", "default"))
        .isEmpty();
    assertThat(establish(agents.west, "to-east", token(agents.east, "to-west")).status())
        .isEqualTo(200);
    awaitImported("web", "web-1", "web-2");
  }

  @Test
  void aCallerIsJudgedByItsTrustDomain() {
    register("db", "db-1");
    call(
        agents.west,
        "PUT",
        "/v1/config",
        Map.of(
            "Kind",
            "service-intentions",
            "Name",
            "db",
            "Sources",
            List.of(
                Map.of("Name", "web", "Peer", "to-east", "Action", "allow"),
                Map.of("Name", "api", "Peer", "to-east", "Action", "deny"),
                Map.of("Name", "web", "Action", "deny"))));
    String east = domain(agents.east);
    String west = domain(agents.west);
    await().until(() -> knows(east));
    assertThat(reason(east, "web"))
        .isEqualTo(
            "true Matched L4 intention: peer(to-east)/default/web => default/db"
                + " (Precedence: 9, Action: ALLOW)");
    assertThat(reason(east, "api")).startsWith("false Matched L4 intention: peer(to-east)/");
    assertThat(reason(west, "web")).startsWith("false Matched L4 intention: default/web");
    assertThat(reason(west, "api")).isEqualTo("true Default behavior configured by ACLs");
    assertThat(reason("stranger.consul", "web")).startsWith("false Unknown trust domain");
    delete(agents.west, "to-east");
    awaitState(agents.west, "to-east", "GONE");
    assertThat(reason(east, "web")).startsWith("false Unknown trust domain");
  }

  private boolean knows(String domain) {
    return PeeringFeature.peerOf(agents.west.store().state(), domain, "default", "default")
        .isPresent();
  }

  private String reason(String domain, String service) {
    JsonNode answer =
        call(
                agents.west,
                "POST",
                "/v1/agent/connect/authorize",
                Map.of(
                    "Target",
                    "db",
                    "ClientCertURI",
                    "spiffe://" + domain + "/ns/default/dc/x/svc/" + service))
            .json();
    return answer.get("Authorized").booleanValue() + " " + answer.get("Reason").textValue();
  }

  private static String domain(TreatyAgent agent) {
    return get(agent, "/v1/connect/ca/roots").json().get("TrustDomain").textValue();
  }

  private void register(String service, String id) {
    TwoAgents.Reply reply =
        call(
            agents.east,
            "PUT",
            "/v1/catalog/register",
            Map.of(
                "Node",
                "node-1",
                "Address",
                "10.0.0.1",
                "Service",
                Map.of("ID", id, "Service", service, "Port", 80),
                "Checks",
                List.of(
                    Map.of("CheckID", "node", "Name", "node", "Status", "passing"),
                    Map.of(
                        "CheckID",
                        id + "-check",
                        "Name",
                        "own",
                        "Status",
                        "passing",
                        "ServiceID",
                        id))));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  private void deregister(String id) {
    call(agents.east, "PUT", "/v1/catalog/deregister", Map.of("Node", "node-1", "ServiceID", id));
  }

  private void export(Map<?, ?>... services) {
    TwoAgents.Reply reply =
        call(
            agents.east,
            "PUT",
            "/v1/config",
            Map.of("Kind", "exported-services", "Name", "default", "Services", List.of(services)));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  private List<String> imported(String service) {
    List<String> ids = new ArrayList<>();
    get(agents.west, "/v1/health/service/" + service + "?peer=to-east")
        .json()
        .forEach(instance -> ids.add(instance.get("Service").get("ID").textValue()));
    return ids;
  }

  private void awaitImported(String service, String... ids) {
    await(service).until(() -> imported(service).equals(List.of(ids)));
  }

  private static List<String> names(TreatyAgent agent, String peering, String list) {
    JsonNode names = get(agent, "/v1/peering/" + peering).json().get("StreamStatus").get(list);
    return StreamSupport.stream(names.spliterator(), false).map(JsonNode::textValue).toList();
  }
}
