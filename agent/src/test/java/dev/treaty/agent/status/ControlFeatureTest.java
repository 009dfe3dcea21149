package dev.treaty.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.http.LiveAgent;
import dev.treaty.agent.http.LiveAgent.Got;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The endpoints that steer an agent, one that is a cluster of its own. */
class ControlFeatureTest {

  private final LiveAgent agent = LiveAgent.embedded();

  @AfterEach
  void close() {
    agent.close();
  }

  private void is(Got got, int status, String body) {
    assertThat(got.status()).isEqualTo(status);
    assertThat(got.body()).isEqualTo(body);
  }

  @Test
  void forcesOutNobodyButItself() {
    is(agent.put("/v1/agent/force-leave/node-one", ""), 200, "");
    is(agent.put("/v1/agent/force-leave/node-one.dc1?wan", ""), 200, "");
    is(
        agent.put("/v1/agent/force-leave/nobody", ""),
        500,
        "agent: No node found with name 'nobody'");
  }

  @Test
  void joinsItselfAndClaimsNoOther() {
    is(agent.put("/v1/agent/join/127.0.0.1", ""), 200, "");
    is(agent.put("/v1/agent/join/node-one?wan=1", ""), 200, "");
    Got other = agent.put("/v1/agent/join/10.0.0.7:8301", "");
    assertThat(other.status()).isEqualTo(500);
    assertThat(other.body()).startsWith("1 error occurred:\n\t* Failed to join 10.0.0.7:8301: ");
    assertThat(agent.put("/v1/agent/join/127.0.0.1:1", "").status()).isEqualTo(500);
  }

  @Test
  void refusesWhatItCannotDo() {
    is(agent.get("/v1/agent/monitor?loglevel=nope"), 400, "Unknown log level: nope");
    is(agent.put("/v1/agent/token/default", "{\"Token\":\"x\"}"), 401, "ACL support disabled");
    is(agent.get("/v1/agent/leave"), 405, "method GET not allowed");
  }

  @Test
  void anEmbeddedAgentIsNotEndedFromOutside() {
    is(agent.put("/v1/agent/leave", ""), 200, "");
    is(agent.put("/v1/agent/reload", ""), 200, "");
    assertThat(agent.get("/v1/status/leader").status()).isEqualTo(200);
  }
}
