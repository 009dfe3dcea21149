package dev.treaty.agent.peering;

import static dev.treaty.agent.peering.TwoAgents.awaitState;
import static dev.treaty.agent.peering.TwoAgents.call;
import static dev.treaty.agent.peering.TwoAgents.delete;
import static dev.treaty.agent.peering.TwoAgents.envelope;
import static dev.treaty.agent.peering.TwoAgents.establish;
import static dev.treaty.agent.peering.TwoAgents.state;
import static dev.treaty.agent.peering.TwoAgents.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.treaty.agent.TreatyAgent;
import dev.treaty.agent.peering.TwoAgents.Reply;
import dev.treaty.agent.settings.AgentSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A token is good once, for its peering, at its cluster, in its time. */
class TokenUseTest {

  private static final String REFUSED =
      "a new peering token must be generated: invalid peering establishment secret";

  private final TwoAgents agents = new TwoAgents();

  @AfterEach
  void stop() {
    agents.close();
  }

  @Test
  void refusesATokenThatWasUsed() {
    String token = token(agents.east, "to-west");
    assertThat(establish(agents.west, "to-east", token).status()).isEqualTo(200);
    awaitState(agents.west, "to-east", "ACTIVE");
    refused(establish(agents.west, "to-east", token));
    assertThat(state(agents.west, "to-east")).isEqualTo("ACTIVE");
    refused(establish(agents.west, "another", token));
  }

  @Test
  void refusesATokenThatANewerOneReplaced() {
    String first = token(agents.east, "to-west");
    String second = token(agents.east, "to-west");
    refused(establish(agents.west, "to-east", first));
    assertThat(establish(agents.west, "to-east", second).status()).isEqualTo(200);
  }

  @Test
  void refusesATokenWhosePeeringWasDeleted() {
    String token = token(agents.east, "to-west");
    delete(agents.east, "to-west");
    awaitState(agents.east, "to-west", "GONE");
    refused(establish(agents.west, "to-east", token));
  }

  @Test
  void refusesASecretThatWasAlteredAnywhere() throws Exception {
    String token = token(agents.east, "to-west");
    String secret = envelope(token).get("EstablishmentSecret").textValue();
    Random random = new Random(7);
    for (int i = 0; i < 40; i++) {
      int at = i < 20 ? secret.length() - 1 - i : random.nextInt(secret.length());
      char other = secret.charAt(at) == 'A' ? 'B' : 'A';
      String altered = secret.substring(0, at) + other + secret.substring(at + 1);
      refused(establish(agents.west, "to-east", with(token, "EstablishmentSecret", altered)));
    }
    assertThat(establish(agents.west, "to-east", token).status()).isEqualTo(200);
  }

  @Test
  void refusesTheSecretOfAnotherPeering() throws Exception {
    String one = token(agents.east, "one");
    String two = token(agents.east, "two");
    String id = envelope(two).get("PeerID").textValue();
    refused(establish(agents.west, "to-east", with(one, "PeerID", id)));
  }

  @Test
  void refusesTheSecretOfAnotherCluster() throws Exception {
    String token = token(agents.east, "to-west");
    String foreign = token(agents.west, "whoever");
    refused(
        establish(
            agents.west,
            "to-east",
            with(
                token,
                "EstablishmentSecret",
                envelope(foreign).get("EstablishmentSecret").textValue())));
  }

  @Test
  void refusesAnEmptySecret() throws Exception {
    refused(
        establish(
            agents.west,
            "to-east",
            with(token(agents.east, "to-west"), "EstablishmentSecret", "")));
  }

  @Test
  void refusesATokenAfterItsTime() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T12:00:00Z"));
    AgentSettings settings = AgentSettings.embedded("east-1", "dc3");
    try (TreatyAgent acceptor =
        TreatyAgent.start(
            settings.withMesh(settings.mesh().withTokenLife(Duration.ofHours(1))),
            (InstantSource) now::get)) {
      String late = token(acceptor, "late");
      now.set(now.get().plus(Duration.ofHours(1)));
      refused(establish(agents.west, "late", late));
      String early = token(acceptor, "early");
      now.set(now.get().plus(Duration.ofMinutes(59)));
      assertThat(establish(agents.west, "early", early).status()).isEqualTo(200);
    }
  }

  @Test
  void ofManyWhoTryOneTokenAtOnceOneSucceeds() {
    String token = token(agents.east, "to-west");
    try (ExecutorService tries = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        String name = "name-" + i;
        replies.add(
            CompletableFuture.supplyAsync(() -> establish(agents.west, name, token), tries));
      }
      List<Reply> all = replies.stream().map(CompletableFuture::join).toList();
      assertThat(all).filteredOn(reply -> reply.status() == 200).hasSize(1);
      all.stream().filter(reply -> reply.status() != 200).forEach(TokenUseTest::refused);
    }
  }

  @Test
  void aBareJwtEstablishesToo() {
    Reply reply =
        call(agents.east, "POST", "/v1/peering/token?format=jwt", Map.of("PeerName", "to-west"));
    String jwt = reply.json().get("PeeringToken").textValue();
    assertThat(jwt).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    assertThat(establish(agents.west, "to-east", jwt).status()).isEqualTo(200);
    awaitState(agents.west, "to-east", "ACTIVE");
    refused(establish(agents.west, "to-east", jwt));
  }

  @Test
  void namesTheExternalAddressesBesidesItsOwn() {
    Reply reply =
        call(
            agents.east,
            "POST",
            "/v1/peering/token",
            Map.of("PeerName", "to-west", "ServerExternalAddresses", List.of("1.2.3.4:5678")));
    JsonNode token = envelope(reply.json().get("PeeringToken").textValue());
    assertThat(token.get("ManualServerAddresses").get(0).textValue()).isEqualTo("1.2.3.4:5678");
    assertThat(token.get("ServerAddresses").get(0).textValue())
        .isEqualTo("127.0.0.1:" + agents.east.ports().get("grpc_tls"));
  }

  @Test
  void anAcceptorThatDoesNotAnswerIsBoundedAndItsRowStays() throws Exception {
    String token = with(token(agents.east, "to-west"), "ServerAddresses", List.of("127.0.0.1:1"));
    long before = System.nanoTime();
    Reply reply = establish(agents.west, "to-east", token);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(6));
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.text())
        .startsWith("1 error occurred:\n\t* failed to exchange peering secret through address");
    assertThat(state(agents.west, "to-east")).isEqualTo("PENDING");
  }

  @Test
  void aBadTokenDoesNotHurtAPeeringThatStands() throws Exception {
    agents.peer();
    String bad = with(token(agents.east, "to-west"), "EstablishmentSecret", "bad");
    refused(
        establish(
            agents.west, "to-east", with(bad, "PeerID", "11111111-2222-3333-4444-555555555555")));
    awaitState(agents.west, "to-east", "ACTIVE");
  }

  private static void refused(Reply reply) {
    assertThat(reply).isEqualTo(new Reply(403, REFUSED));
  }

  private static String with(String token, String field, Object value) throws Exception {
    ObjectNode json = (ObjectNode) envelope(token);
    json.set(field, TwoAgents.JSON.valueToTree(value));
    return Base64.getEncoder().encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
  }
}
