package dev.treaty.agent.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.http.LiveAgent;
import dev.treaty.agent.http.LiveAgent.Got;
import org.junit.jupiter.api.Test;

/** A leaf is answered as a Consul agent answers from its own cache. */
class LeafHeadersTest {

  @Test
  void sayWhetherTheLeafWasThereAndNothingOfServers() {
    try (LiveAgent agent = LiveAgent.embedded()) {
      Got first = agent.get("/v1/agent/connect/ca/leaf/web");
      assertThat(first.header("X-Cache")).isEqualTo("MISS");
      assertThat(first.header("Age")).isEmpty();
      assertThat(first.index()).isPositive();
      Got again = agent.get("/v1/agent/connect/ca/leaf/web");
      assertThat(again.body()).isEqualTo(first.body());
      assertThat(again.header("X-Cache")).isEqualTo("HIT");
      assertThat(again.header("Age")).isEqualTo("0");
      assertThat(again.header("X-Consul-Knownleader")).isEmpty();
      assertThat(again.header("X-Consul-Lastcontact")).isEmpty();
    }
  }
}
