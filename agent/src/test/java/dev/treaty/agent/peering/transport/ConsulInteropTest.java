package dev.treaty.agent.peering.transport;

import static dev.treaty.agent.peering.transport.Instances.instance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.treaty.agent.peering.stream.PeeredInstance;
import dev.treaty.agent.peering.stream.Secret;
import dev.treaty.agent.peering.stream.StreamEnd;
import dev.treaty.agent.sidebyside.RealConsul;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Peers with a real Consul, in both roles. */
@EnabledIfEnvironmentVariable(
    named = "TREATY_TEST_CONSUL",
    matches = ".+",
    disabledReason = "TREATY_TEST_CONSUL names no Consul binary")
final class ConsulInteropTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private static Path folder;

  private static RealConsul consul;
  private TestCluster ours;

  // The JDK takes a name with an underscore for no host name; Consul does not mind.
  @BeforeAll
  static void startConsul() throws IOException {
    consul = new RealConsul(System.getenv("TREATY_TEST_CONSUL"), folder, "dc_1");
    consul.must(
        "PUT",
        "/v1/agent/service/register",
        """
        {"Name": "web", "ID": "web-1", "Port": 8080,
         "Check": {"CheckID": "web-alive", "TTL": "1h", "Status": "passing"}}
        """);
  }

  @AfterAll
  static void stopConsul() {
    consul.close();
  }

  @BeforeEach
  void startOurs() throws IOException {
    ours = new TestCluster("javadc", "consul-east");
    ours.backend.export(
        Map.of(
            "billing", List.of(instance("java-1", "billing", 1), instance("java-2", "billing", 2))),
        ours.authority,
        ours.address());
  }

  @AfterEach
  void stopOurs() {
    var unused = consul.call("DELETE", "/v1/peering/java", "");
    await()
        .atMost(PATIENCE)
        .until(() -> consul.call("GET", "/v1/peering/java", "").statusCode() == 404);
    unused = consul.call("DELETE", "/v1/config/exported-services/default", "");
    ours.close();
    assertThat(consul.isAlive()).isTrue();
  }

  private void consulDials() throws IOException {
    Map<String, Object> remote =
        new java.util.HashMap<>(Map.of("Partition", "", "Datacenter", "javadc"));
    remote.put("Locality", null);
    String token =
        Base64.getEncoder()
            .encodeToString(
                JSON.writeValueAsBytes(
                    Map.of(
                        "CA", List.of(ours.authority.rootPem()),
                        "ServerAddresses", List.of(ours.address()),
                        "ServerName", ours.authority.serverName(),
                        "PeerID", ours.backend.peering.id(),
                        "EstablishmentSecret", ours.backend.establishment.reveal(),
                        "Remote", remote)));
    consul.must(
        "POST",
        "/v1/peering/establish",
        JSON.writeValueAsString(Map.of("PeerName", "java", "PeeringToken", token)));
    await().atMost(PATIENCE).until(() -> ours.isConnected() && state().equals("ACTIVE"));
  }

  private PeerSession oursDials() throws IOException {
    String text =
        consul
            .must("POST", "/v1/peering/token", "{\"PeerName\": \"java\"}")
            .path("PeeringToken")
            .asText();
    JsonNode token =
        JSON.readTree(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
    List<String> roots = new ArrayList<>();
    token.path("CA").forEach(root -> roots.add(root.asText()));
    DialTarget target =
        new DialTarget(
            token.path("ServerAddresses").path(0).asText(),
            token.path("ServerName").asText(),
            roots);
    String peerId = token.path("PeerID").asText();
    Secret establishment = Secret.of(token.path("EstablishmentSecret").asText());
    // A Consul that has just started issues tokens before it has the certificate for them.
    ExchangeOutcome outcome =
        await()
            .atMost(PATIENCE)
            .until(
                () -> ours.dialer.exchange(target, peerId, establishment, Duration.ofSeconds(10)),
                ExchangeOutcome.Exchanged.class::isInstance);
    PeerSession session =
        ours.dial(target, peerId, ((ExchangeOutcome.Exchanged) outcome).streamSecret());
    await().atMost(PATIENCE).until(() -> ours.isConnected() && state().equals("ACTIVE"));
    return session;
  }

  private static String state() {
    return consul.get("/v1/peering/java").path("State").asText();
  }

  private static List<String> consulImports() {
    List<String> ids = new ArrayList<>();
    consul
        .get("/v1/health/service/billing?peer=java&passing")
        .forEach(i -> ids.add(i.path("Service").path("ID").asText()));
    return ids;
  }

  private static void consulExports(String... services) {
    List<Map<String, Object>> exported = new ArrayList<>();
    for (String service : services) {
      exported.add(Map.of("Name", service, "Consumers", List.of(Map.of("Peer", "java"))));
    }
    try {
      consul.must(
          "PUT",
          "/v1/config",
          JSON.writeValueAsString(
              Map.of("Kind", "exported-services", "Name", "default", "Services", exported)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void exchangesServicesBothWays() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(consulImports()).containsExactly("billing-1", "billing-2"));
    JsonNode status = consul.get("/v1/peering/java").path("StreamStatus");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(
                    consul
                        .get("/v1/peering/java")
                        .path("StreamStatus")
                        .path("ImportedServices")
                        .toString())
                .isEqualTo("[\"billing\"]"));
    assertThat(status.isMissingNode()).isFalse();

    consulExports("web");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(ours.backend.imported()).containsKey("web");
          assertThat(ours.backend.importedList()).contains(List.of("web"));
        });
    PeeredInstance web = ours.backend.imported().get("web").get(0);
    assertThat(web.service().port()).isEqualTo(8080);
    assertThat(web.checks())
        .extracting(c -> c.id() + " " + c.status())
        .containsExactly("web-1:overall-check passing");
    assertThat(ours.backend.bundle()).isPresent();

    ours.backend.export(
        Map.of("billing", List.of(instance("java-1", "billing", 1))),
        ours.authority,
        ours.address());
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(consulImports()).containsExactly("billing-1"));

    ours.backend.export(Map.of(), ours.authority, ours.address());
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(consulImports()).isEmpty());
    var unused = consul.must("DELETE", "/v1/config/exported-services/default", "");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(ours.backend.imported()).isEmpty());
    assertThat(ours.streams.facts(ours.backend.peering.id()).orElseThrow().lastNack()).isEmpty();
  }

  @Test
  void consulDialsUsAndDeletes() throws IOException {
    consulDials();
    exchangesServicesBothWays();
    PeerSession session = ours.streams.session(ours.backend.peering.id()).orElseThrow();

    consul.must("DELETE", "/v1/peering/java", "");

    assertThat(endOf(session)).isEqualTo(new StreamEnd.TerminatedByPeer());
    assertThat(ours.backend.isTerminated()).isTrue();
  }

  @Test
  void consulDialsUsAndWeDelete() throws IOException {
    consulDials();
    await().atMost(PATIENCE).until(() -> consulImports().size() == 2);

    ours.streams.terminate(ours.backend.peering.id()).orTimeout(20, TimeUnit.SECONDS).join();

    await().atMost(PATIENCE).until(() -> state().equals("TERMINATED"));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(consulImports()).isEmpty());
  }

  @Test
  void weDialConsulAndDelete() throws IOException {
    PeerSession session = oursDials();
    exchangesServicesBothWays();
    assertThat(ours.backend.addresses()).hasSize(1);

    assertThat(session.terminate().orTimeout(20, TimeUnit.SECONDS).join())
        .isEqualTo(new StreamEnd.TerminatedByUs());

    await().atMost(PATIENCE).until(() -> state().equals("TERMINATED"));
  }

  @Test
  void weDialConsulAndItDeletes() throws IOException {
    PeerSession session = oursDials();

    consul.must("DELETE", "/v1/peering/java", "");

    assertThat(endOf(session)).isEqualTo(new StreamEnd.TerminatedByPeer());
    assertThat(ours.backend.isTerminated()).isTrue();
  }

  @Test
  void consulReconnectsAfterWeGoAway() throws IOException {
    consulDials();

    ours.streams.session(ours.backend.peering.id()).orElseThrow().abandon().join();

    await().atMost(PATIENCE).until(() -> ours.isConnected() && state().equals("ACTIVE"));
    await().atMost(PATIENCE).until(() -> consulImports().size() == 2);
  }

  @Test
  void aHeartbeatKeepsBothSidesAlive() throws IOException {
    PeerSession session = oursDials();

    await()
        .atMost(Duration.ofSeconds(40))
        .until(() ->
            session.facts().lastHeartbeat().isPresent()
                && consul
                    .get("/v1/peering/java")
                    .path("StreamStatus")
                    .path("LastHeartbeat")
                    .isTextual());
  }

  private static StreamEnd endOf(PeerSession session) {
    return session.ended().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
