package dev.treaty.tests.endtoend;

import static dev.treaty.tests.endtoend.AgentProcess.within30Seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.InProcess;
import dev.treaty.InProcess.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The walk-through of the documentation, by hand, without any Git, on two agents. */
class PeeringWalkThroughTest {

  private static final String EXPORTS =
      """
      Kind = "exported-services"
      Partition = "default"
      Name = "default"
      Services = [
        {
          Name = "web"
          Namespace = "default"
          Consumers = [
            {
              Peer = "cluster-02"
            }
          ]
        }
      ]
      """;

  private static final String INTENTIONS =
      """
      Kind = "service-intentions"
      Name = "web"
      Sources = [
        {
          Name = "api"
          Peer = "cluster-02"
          Action = "allow"
        }
      ]
      """;

  @TempDir Path folder;
  private AgentProcess one;
  private AgentProcess two;

  @BeforeEach
  void start() {
    one = AgentProcess.start(folder.resolve("one"), "dc1");
    two = AgentProcess.start(folder.resolve("two"), "dc2");
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
  }

  @Test
  void peersImportsWithdrawsDeletesAndPeersAgain() throws IOException {
    peer();
    assertThat(one.get("/v1/peering/cluster-02").body()).contains("\"status\":\"active\"");
    within30Seconds()
        .until(() -> two.get("/v1/peering/cluster-01").body().contains("\"connected\":true"));

    one.register("web", 2);
    one.register("secret", 1);
    assertThat(write(one, "exports.hcl", EXPORTS))
        .isEqualTo(new Run(0, "Config entry written: exported-services/default\n", ""));
    assertThat(write(one, "intentions.hcl", INTENTIONS))
        .isEqualTo(new Run(0, "Config entry written: service-intentions/web\n", ""));
    within30Seconds().until(() -> two.imported("web", "cluster-01") == 2);
    assertThat(two.imported("secret", "cluster-01")).isZero();
    assertThat(InProcess.treaty("peering", "list", two.flag()).out())
        .containsPattern("cluster-01  ACTIVE +1 +0");

    assertThat(
            InProcess.treaty(
                "config", "delete", "-kind=exported-services", "-name=default", one.flag()))
        .isEqualTo(new Run(0, "Config entry deleted: exported-services/default\n", ""));
    within30Seconds().until(() -> two.imported("web", "cluster-01") == 0);

    write(one, "exports.hcl", EXPORTS);
    within30Seconds().until(() -> two.imported("web", "cluster-01") == 2);
    assertThat(InProcess.treaty("peering", "delete", "-peer=cluster-02", one.flag()))
        .isEqualTo(
            new Run(
                0, "Successfully submitted peering connection, cluster-02, for deletion\n", ""));
    within30Seconds().until(() -> one.peeringState("cluster-02").isEmpty());
    within30Seconds().until(() -> two.peeringState("cluster-01").equals("TERMINATED"));
    within30Seconds().until(() -> two.imported("web", "cluster-01") == 0);

    InProcess.treaty("peering", "delete", "-name=cluster-01", two.flag());
    peer();
    within30Seconds().until(() -> two.imported("web", "cluster-01") == 2);
  }

  @Test
  void aTokenIsGoodOnce() {
    String token = token();
    assertThat(initiate(token).code()).isZero();
    within30Seconds().until(() -> two.peeringState("cluster-01").equals("ACTIVE"));
    InProcess.treaty("peering", "delete", "-name=cluster-01", two.flag());
    within30Seconds().until(() -> two.peeringState("cluster-01").isEmpty());

    assertThat(initiate(token).err())
        .isEqualTo(
            "Error establishing peering for cluster-01: Unexpected response code: 403 (a new"
                + " peering token must be generated: invalid peering establishment secret)\n");
  }

  @Test
  void aMissingBracketIsShownInPlace() throws IOException {
    Run run = write(one, "broken.hcl", EXPORTS.replace("  ]\n}", "}").replace("    ]\n", ""));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).containsPattern("broken\\.hcl:\\d+:\\d+: error \\[TR0103\\]");
  }

  private void peer() {
    Run initiated = initiate(token());
    assertThat(initiated).isEqualTo(new Run(0, "", ""));
    within30Seconds().until(() -> one.peeringState("cluster-02").equals("ACTIVE"));
    within30Seconds().until(() -> two.peeringState("cluster-01").equals("ACTIVE"));
  }

  private String token() {
    Run generated = InProcess.treaty("peering", "generate-token", "-peer=cluster-02", one.flag());
    assertThat(generated.err()).isEmpty();
    return generated.out().strip();
  }

  private Run initiate(String token) {
    return InProcess.treaty(
        "peering", "initiate", "-peer=cluster-01", "-token=" + token, two.flag());
  }

  private Run write(AgentProcess agent, String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return InProcess.treaty("config", "write", agent.flag(), file.toString());
  }
}
