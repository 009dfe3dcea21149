package dev.treaty.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.syntax.SourceText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterSettingsTest {

  private static final String KEY = "encrypt = \"d8wu8CSUrqgtjVsvcBPmhQ==\"\n";

  private static SettingsVerdict read(String text) {
    SettingsReader reader = new SettingsReader(AgentSettings.server("host"));
    reader.add(new SourceText("agent.hcl", text));
    return reader.verdict();
  }

  private static ClusterSettings usable(String text) {
    SettingsVerdict verdict = read(text);
    assertThat(verdict.diagnostics()).isEmpty();
    return verdict.settings().cluster();
  }

  private static String refusal(String text) {
    List<Diagnostic> found = read(text).diagnostics();
    assertThat(found).hasSize(1).allMatch(Diagnostic::isError);
    return found.getFirst().message();
  }

  @Test
  void readsAServerOfThree() {
    ClusterSettings settings =
        usable(
            KEY
                + """
                server = true
                bootstrap_expect = 3
                retry_join = ["10.0.0.1", "10.0.0.2:9301"]
                retry_interval = "5s"
                performance { raft_multiplier = 2 rpc_hold_timeout = "3s" }
                autopilot { cleanup_dead_servers = false min_quorum = 3 }
                """);
    assertThat(settings.server()).isTrue();
    assertThat(settings.expect()).isEqualTo(3);
    assertThat(settings.join().retry()).containsExactly("10.0.0.1", "10.0.0.2:9301");
    assertThat(settings.join().interval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.timing().hold()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.timing().raftMultiplier()).isEqualTo(2);
    assertThat(settings.autopilot().cleanupDeadServers()).isFalse();
    assertThat(settings.autopilot().minQuorum()).isEqualTo(3);
    assertThat(settings.toString()).doesNotContain("d8wu8");
  }

  @Test
  void anAgentThatIsOnlyToldWhomToJoinIsAClient() {
    assertThat(usable(KEY + "retry_join = [\"10.0.0.1\"]").server()).isFalse();
    assertThat(usable(KEY + "retry_join = \"10.0.0.1\" server = true").server()).isTrue();
    assertThat(usable(KEY + "server = false").server()).isFalse();
    assertThat(usable("").server()).isTrue();
  }

  @Test
  void wantsTrustWhereTheWireIsNotLoopback() {
    for (String several :
        List.of("server = false", "bootstrap_expect = 3", "retry_join = [\"10.0.0.1\"]")) {
      assertThat(refusal(several)).contains("set encrypt").contains("treaty keygen");
      assertThat(usable(KEY + several).isSeveral()).isTrue();
      assertThat(usable("bind_addr = \"127.0.0.2\"\n" + several).isSeveral()).isTrue();
    }
    ClusterSettings files =
        usable(
            """
            server = false
            tls {
              defaults { ca_file = "ca.pem" cert_file = "a.pem" }
              internal_rpc { cert_file = "b.pem" key_file = "b.key" verify_server_hostname = true }
            }
            """);
    assertThat(files.trust().files().ca()).contains(Path.of("ca.pem"));
    assertThat(files.trust().files().certificate()).contains(Path.of("b.pem"));
    assertThat(files.trust().files().verifyHostname()).isTrue();
  }

  @Test
  void refusesWhatCannotBe() {
    assertThat(refusal("encrypt = \"AAAA\"")).contains("16, 24 or 32 bytes").doesNotContain("AAAA");
    assertThat(refusal("encrypt = \"%%%\"")).contains("treaty keygen");
    assertThat(refusal(KEY + "retry_join = [\"provider=aws tag_key=x\"]")).contains("clouds");
    assertThat(refusal(KEY + "server = false bootstrap_expect = 1"))
        .isEqualTo("'bootstrap_expect > 0' requires 'server = true'");
    assertThat(refusal(KEY + "bootstrap = true bootstrap_expect = 3"))
        .contains("mutually exclusive");
    assertThat(refusal("performance { raft_multiplier = 11 }")).contains("from 1 to 10");
    assertThat(refusal("reconnect_timeout = \"1h\"")).contains("8h");
  }
}
