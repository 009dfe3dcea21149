package dev.treaty.reconcile.cli.consul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.reconcile.cli.consul.ScriptedAgent.Run;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperatorCommandTest {

  private ScriptedAgent agent;

  @BeforeEach
  void start() throws IOException {
    agent = new ScriptedAgent();
  }

  @AfterEach
  void stop() {
    agent.close();
  }

  /** The text is what Consul 1.16.4 printed for this answer. */
  @Test
  void listsPeersAsConsulDoes() {
    agent.on(
        "GET /v1/operator/raft/configuration",
        "{\"Servers\":[{\"ID\":\"0c9a\",\"Node\":\"c1\",\"Address\":\"127.0.0.1:21103\","
            + "\"Leader\":true,\"ProtocolVersion\":\"3\",\"Voter\":true,\"LastIndex\":22},"
            + "{\"ID\":\"dc53\",\"Node\":\"c3\",\"Address\":\"127.0.0.1:23103\","
            + "\"Leader\":false,\"ProtocolVersion\":\"3\",\"Voter\":true,\"LastIndex\":21}],"
            + "\"Index\":0}");
    assertThat(agent.run(new OperatorCommand(), "raft", "list-peers"))
        .isEqualTo(
            new Run(
                0,
                """
                Node  ID    Address          State     Voter  RaftProtocol  Commit Index  Trails Leader By
                c1    0c9a  127.0.0.1:21103  leader    true   3             22            -
                c3    dc53  127.0.0.1:23103  follower  true   3             21            1 commit
                """,
                ""));
  }

  @Test
  void wantsExactlyOnePeerToRemove() {
    assertThat(agent.run(new OperatorCommand(), "raft", "remove-peer").err())
        .isEqualTo("Error removing peer: an address or id is required for the peer to remove\n");
    assertThat(
            agent
                .run(new OperatorCommand(), "raft", "remove-peer", "--id", "a", "--address", "b")
                .err())
        .isEqualTo("Error removing peer: cannot give both an address and id\n");
  }
}
