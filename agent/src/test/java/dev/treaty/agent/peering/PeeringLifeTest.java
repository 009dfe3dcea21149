package dev.treaty.agent.peering;

import static dev.treaty.agent.peering.TwoAgents.awaitState;
import static dev.treaty.agent.peering.TwoAgents.delete;
import static dev.treaty.agent.peering.TwoAgents.establish;
import static dev.treaty.agent.peering.TwoAgents.get;
import static dev.treaty.agent.peering.TwoAgents.state;
import static dev.treaty.agent.peering.TwoAgents.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.treaty.agent.peering.TwoAgents.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two agents peer, part, and peer again, over real HTTP, TLS and gRPC. */
class PeeringLifeTest {

  private static final int ROUNDS = 10;

  private final TwoAgents agents = new TwoAgents();

  @AfterEach
  void stop() {
    agents.close();
  }

  @Test
  void aDialerIsSeenEstablishingBeforeItIsActive() {
    assertThat(establish(agents.west, "to-east", token(agents.east, "to-west")).status())
        .isEqualTo(200);
    assertThat(state(agents.west, "to-east")).isEqualTo("ESTABLISHING");
    awaitState(agents.west, "to-east", "ACTIVE");
    awaitState(agents.east, "to-west", "ACTIVE");
  }

  @Test
  void bothSidesShowThePeering() {
    agents.peer();
    JsonNode dialer = get(agents.west, "/v1/peering/to-east").json();
    assertThat(dialer.get("status").textValue()).isEqualTo("active");
    assertThat(dialer.get("connected").booleanValue()).isTrue();
    assertThat(dialer.get("Remote").get("Datacenter").textValue()).isEqualTo("dc1");
    assertThat(dialer.get("PeerServerAddresses")).hasSize(1);
    JsonNode acceptor = get(agents.east, "/v1/peering/TO-WEST").json();
    assertThat(acceptor.get("Remote").get("Datacenter").textValue()).isEqualTo("dc2");
    assertThat(acceptor.has("PeerID")).isFalse();
    assertThat(dialer.get("PeerID").textValue()).isEqualTo(acceptor.get("ID").textValue());
  }

  @Test
  void aReaderOfAnAbsentPeeringIsToldWhenItComes() throws Exception {
    token(agents.east, "other");
    long index = agents.east.store().state().index();
    int idle = agents.east.store().watched();
    CompletableFuture<Reply> waiting =
        CompletableFuture.supplyAsync(
            () -> get(agents.east, "/v1/peering/to-west?wait=30s&index=" + index));
    await().until(() -> agents.east.store().watched() > idle);
    token(agents.east, "another");
    assertThat(waiting).isNotDone();
    token(agents.east, "to-west");
    assertThat(waiting.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
  }

  @Test
  void deletingTheDialerTerminatesTheAcceptor() {
    agents.peer();
    assertThat(delete(agents.west, "to-east").status()).isEqualTo(200);
    awaitState(agents.west, "to-east", "GONE");
    awaitState(agents.east, "to-west", "TERMINATED");
  }

  @Test
  void deletingTheAcceptorTerminatesTheDialer() {
    agents.peer();
    delete(agents.east, "to-west");
    awaitState(agents.east, "to-west", "GONE");
    awaitState(agents.west, "to-east", "TERMINATED");
    delete(agents.west, "to-east");
    awaitState(agents.west, "to-east", "GONE");
  }

  @Test
  void aDialerThatIsDeletedBeforeItEverDialedStillSaysFarewell() {
    establish(agents.west, "to-east", token(agents.east, "to-west"));
    delete(agents.west, "to-east");
    awaitState(agents.east, "to-west", "TERMINATED");
    awaitState(agents.west, "to-east", "GONE");
  }

  @Test
  void peersAgainAtOnceAfterTheDialerWasDeleted() {
    agents.peer();
    for (int round = 0; round < ROUNDS; round++) {
      delete(agents.west, "to-east");
      agents.peer();
    }
    staysActive();
  }

  @Test
  void peersAgainAtOnceAfterTheAcceptorWasDeleted() {
    agents.peer();
    for (int round = 0; round < ROUNDS; round++) {
      delete(agents.east, "to-west");
      agents.peer();
    }
    staysActive();
  }

  @Test
  void peersAgainAtOnceAfterBothWereDeleted() {
    agents.peer();
    for (int round = 0; round < ROUNDS; round++) {
      delete(agents.east, "to-west");
      delete(agents.west, "to-east");
      agents.peer();
    }
    staysActive();
  }

  @Test
  void peersAgainWithTheRolesTurned() {
    agents.peer();
    for (int round = 0; round < ROUNDS; round++) {
      delete(agents.east, "to-west");
      delete(agents.west, "to-east");
      assertThat(establish(agents.east, "to-west", token(agents.west, "to-east")).status())
          .isEqualTo(200);
      awaitState(agents.west, "to-east", "ACTIVE");
      awaitState(agents.east, "to-west", "ACTIVE");
      delete(agents.west, "to-east");
      delete(agents.east, "to-west");
      agents.peer();
    }
    staysActive();
  }

  @Test
  void aTokenOfATerminatedAcceptorWorks() {
    agents.peer();
    delete(agents.west, "to-east");
    awaitState(agents.east, "to-west", "TERMINATED");
    agents.peer();
    staysActive();
  }

  @Test
  void establishOverATerminatedDialerWorks() {
    agents.peer();
    delete(agents.east, "to-west");
    awaitState(agents.west, "to-east", "TERMINATED");
    agents.peer();
    staysActive();
  }

  @Test
  void rotationLeavesTheStreamAlone() {
    agents.peer();
    assertThat(establish(agents.west, "to-east", token(agents.east, "to-west")).status())
        .isEqualTo(200);
    staysActive();
    delete(agents.west, "to-east");
    awaitState(agents.east, "to-west", "TERMINATED");
  }

  @Test
  void aRestartedAcceptorIsDialedAgainAndARestartedDialerDialsAgain(
      @org.junit.jupiter.api.io.TempDir java.nio.file.Path folder) {
    try (TwoAgents durable =
        new TwoAgents(
            dev.treaty.agent.settings.AgentSettings.embedded("east-1", "dc1")
                .withDataDir(folder.resolve("east")),
            dev.treaty.agent.settings.AgentSettings.embedded("west-1", "dc2")
                .withDataDir(folder.resolve("west")))) {
      durable.peer();
      durable.restartEast();
      awaitState(durable.east, "to-west", "ACTIVE");
      awaitState(durable.west, "to-east", "ACTIVE");
      durable.restartWest();
      awaitState(durable.west, "to-east", "ACTIVE");
      awaitState(durable.east, "to-west", "ACTIVE");
    }
  }

  @Test
  void aDialerThatWasAwayLearnsThatItsPeerIsGone(
      @org.junit.jupiter.api.io.TempDir java.nio.file.Path folder) {
    try (TwoAgents durable =
        new TwoAgents(
            dev.treaty.agent.settings.AgentSettings.embedded("east-1", "dc1"),
            dev.treaty.agent.settings.AgentSettings.embedded("west-1", "dc2")
                .withDataDir(folder.resolve("west")))) {
      durable.peer();
      durable.west.close();
      delete(durable.east, "to-west");
      awaitState(durable.east, "to-west", "GONE");
      durable.restartWest();
      awaitState(durable.west, "to-east", "TERMINATED");
    }
  }

  /** Nothing of the old peerings that is still under way may hurt the new one. */
  private void staysActive() {
    for (String line : List.of("first", "second", "third")) {
      org.awaitility.Awaitility.await()
          .pollDelay(java.time.Duration.ofMillis(200))
          .until(() -> true);
      assertThat(state(agents.east, "to-west")).as(line).isEqualTo("ACTIVE");
      assertThat(state(agents.west, "to-east")).as(line).isEqualTo("ACTIVE");
    }
  }
}
