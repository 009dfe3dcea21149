package dev.treaty.agent.peering;

import static dev.treaty.agent.peering.TwoAgents.awaitState;
import static dev.treaty.agent.peering.TwoAgents.call;
import static dev.treaty.agent.peering.TwoAgents.delete;
import static dev.treaty.agent.peering.TwoAgents.establish;
import static dev.treaty.agent.peering.TwoAgents.get;
import static dev.treaty.agent.peering.TwoAgents.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.treaty.agent.TreatyAgent;
import dev.treaty.agent.settings.AgentSettings;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A peering goes on after either side was restored, and what it imports is true again. */
class RestoredPeeringTest {

  private final TwoAgents agents = new TwoAgents();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    http.close();
    agents.close();
  }

  @Test
  void theDialersPeeringGoesOnAndImportsWhatItMissed() throws Exception {
    offer(agents.east, "to-west", "first");
    agents.peer();
    await().until(() -> imported(agents.west, "first", "to-east") == 1);
    byte[] snapshot = save(agents.west);

    offer(agents.east, "to-west", "second");
    await().until(() -> imported(agents.west, "second", "to-east") == 1);
    restore(agents.west, snapshot);

    // In the snapshot it was not, and east has nothing new to say.
    await().until(() -> imported(agents.west, "second", "to-east") == 1);
    awaitState(agents.west, "to-east", "ACTIVE");
  }

  @Test
  void theAcceptorsPeeringComesBackAfterItWasDeleted() throws Exception {
    offer(agents.west, "to-east", "from-west");
    agents.peer();
    await().until(() -> imported(agents.east, "from-west", "to-west") == 1);
    byte[] east = save(agents.east);
    byte[] west = save(agents.west);

    delete(agents.east, "to-west");
    awaitState(agents.east, "to-west", "GONE");
    restore(agents.east, east);
    restore(agents.west, west);

    awaitState(agents.east, "to-west", "ACTIVE");
    awaitState(agents.west, "to-east", "ACTIVE");
    await().until(() -> imported(agents.east, "from-west", "to-west") == 1);
  }

  /**
   * The dialer hears nothing of it and has nothing new to say: the acceptor must end the stream.
   */
  @Test
  void theAcceptorImportsWhatItsSnapshotHasNot() throws Exception {
    offer(agents.west, "to-east", "first");
    agents.peer();
    await().until(() -> imported(agents.east, "first", "to-west") == 1);
    byte[] snapshot = save(agents.east);

    offer(agents.west, "to-east", "second");
    await().until(() -> imported(agents.east, "second", "to-west") == 1);
    restore(agents.east, snapshot);

    await().until(() -> imported(agents.east, "second", "to-west") == 1);
    awaitState(agents.east, "to-west", "ACTIVE");
  }

  /** The secret was signed with a key that was another cluster's when this one started. */
  @Test
  void anotherClusterThatIsRestoredTakesBackTheTokensOfTheFirst() throws Exception {
    token(agents.west, "whoever");
    ObjectNode given = (ObjectNode) TwoAgents.envelope(token(agents.east, "to-third"));
    restore(agents.west, save(agents.east));
    assertThat(roots(agents.west)).isEqualTo(roots(agents.east));

    given.putArray("ServerAddresses").add("127.0.0.1:" + agents.west.ports().get("grpc_tls"));
    given.put("ServerName", given.get("ServerName").textValue().replace(".dc1.", ".dc2."));
    String moved = Base64.getEncoder().encodeToString(TwoAgents.JSON.writeValueAsBytes(given));
    TreatyAgent third = TreatyAgent.start(AgentSettings.embedded("n3", "dc3"));
    try {
      assertThat(establish(third, "first", moved)).isEqualTo(new TwoAgents.Reply(200, "{}"));
      awaitState(third, "first", "ACTIVE");
    } finally {
      third.close();
    }
  }

  private static String roots(TreatyAgent agent) {
    return get(agent, "/v1/connect/ca/roots").json().get("ActiveRootID").textValue();
  }

  private byte[] save(TreatyAgent agent) throws Exception {
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(agent.httpAddress().resolve("/v1/snapshot")).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private void restore(TreatyAgent agent, byte[] snapshot) throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(agent.httpAddress().resolve("/v1/snapshot"))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(snapshot))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.body()).isEmpty();
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  private static void offer(TreatyAgent agent, String peer, String service) {
    call(
        agent,
        "PUT",
        "/v1/catalog/register",
        Map.of("Node", "n", "Address", "10.0.0.1", "Service", Map.of("Service", service)));
    call(
        agent,
        "PUT",
        "/v1/config",
        Map.of(
            "Kind",
            "exported-services",
            "Name",
            "default",
            "Services",
            List.of(Map.of("Name", "*", "Consumers", List.of(Map.of("Peer", peer))))));
  }

  private static int imported(TreatyAgent agent, String service, String peer) {
    return get(agent, "/v1/health/service/" + service + "?peer=" + peer).json().size();
  }
}
