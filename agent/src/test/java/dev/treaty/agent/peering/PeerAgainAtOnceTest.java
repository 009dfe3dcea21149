package dev.treaty.agent.peering;

import static dev.treaty.agent.peering.TwoAgents.awaitState;
import static dev.treaty.agent.peering.TwoAgents.call;
import static dev.treaty.agent.peering.TwoAgents.delete;
import static dev.treaty.agent.peering.TwoAgents.establish;
import static dev.treaty.agent.peering.TwoAgents.get;
import static dev.treaty.agent.peering.TwoAgents.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.treaty.agent.TreatyAgent;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Peerings that are ended and founded again in any order and either role, without ever waiting for
 * what is still under way. Real Consul loses such races (peering-protocol.md §12).
 */
class PeerAgainAtOnceTest {

  private static final int ROUNDS = 25;

  private final TwoAgents agents = new TwoAgents();

  @AfterEach
  void stop() {
    agents.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theLastPeeringAlwaysWins(long seed) {
    Random random = new Random(seed);
    offer(agents.east, "to-west", "from-east");
    offer(agents.west, "to-east", "from-west");
    for (int round = 0; round < ROUNDS; round++) {
      boolean eastGoes = random.nextBoolean();
      boolean westGoes = !eastGoes || random.nextBoolean();
      if (eastGoes) {
        delete(agents.east, "to-west");
      }
      if (westGoes) {
        delete(agents.west, "to-east");
      }
      // Roles can only be turned where nothing stands on either side.
      boolean turned = eastGoes && westGoes && random.nextBoolean();
      if (turned) {
        delete(agents.east, "to-west");
        found(agents.west, "to-east", agents.east, "to-west");
        if (random.nextBoolean()) {
          awaitState(agents.west, "to-east", "ACTIVE");
        }
        delete(agents.west, "to-east");
        delete(agents.east, "to-west");
      }
      found(agents.east, "to-west", agents.west, "to-east");
      if (random.nextInt(4) == 0) {
        awaitState(agents.west, "to-east", "ACTIVE");
      }
    }
    awaitState(agents.east, "to-west", "ACTIVE");
    awaitState(agents.west, "to-east", "ACTIVE");
    await().until(() -> imported(agents.west, "from-east", "to-east") == 1);
    await().until(() -> imported(agents.east, "from-west", "to-west") == 1);
    await()
        .during(java.time.Duration.ofMillis(500))
        .until(() ->
            TwoAgents.state(agents.east, "to-west").equals("ACTIVE")
                && TwoAgents.state(agents.west, "to-east").equals("ACTIVE"));
  }

  private static void found(
      TreatyAgent acceptor, String acceptorName, TreatyAgent dialer, String dialerName) {
    assertThat(establish(dialer, dialerName, token(acceptor, acceptorName)))
        .isEqualTo(new TwoAgents.Reply(200, "{}"));
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
            List.of(Map.of("Name", service, "Consumers", List.of(Map.of("Peer", peer))))));
  }

  private static int imported(TreatyAgent agent, String service, String peer) {
    return get(agent, "/v1/health/service/" + service + "?peer=" + peer).json().size();
  }
}
