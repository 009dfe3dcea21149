package dev.treaty.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.entry.ServerProfile.Edition;
import dev.treaty.model.syntax.SourceText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {

  private static SettingsVerdict read(String... texts) {
    SettingsReader reader = new SettingsReader(AgentSettings.server("host"));
    int number = 0;
    for (String text : texts) {
      reader.add(new SourceText("agent" + number++ + ".hcl", text));
    }
    return reader.verdict();
  }

  private static List<String> codes(SettingsVerdict verdict) {
    return verdict.diagnostics().stream().map(Diagnostic::code).toList();
  }

  @Test
  void readsTheFileTheHarnessWrites() {
    SettingsVerdict verdict =
        read(
            """
            {"node_name":"node123","node_id":"ec4e2974-8850-8244-f33f-d04e42a46ae7",
             "performance":{"raft_multiplier":1},"bootstrap":true,"server":true,
             "data_dir":"/tmp/x/data","segments":null,"disable_update_check":true,
             "log_level":"debug","bind_addr":"127.0.0.1","addresses":{},
             "ports":{"http":13002,"https":13003,"grpc_tls":13008,"grpc":13007,"dns":13001,
                      "server":13006,"serf_lan":13004,"serf_wan":13005},
             "skip_leave_on_interrupt":true,"peering":{"enabled":true},"version":"1.16.4",
             "acl":{"tokens":{}},
             "connect":{"enabled":true,
               "ca_config":{"cluster_id":"11111111-2222-3333-4444-555555555555"}},
             "node_meta":{"someKey":"somevalue"},"raft_protocol":3,"enable_debug":true}
            """);
    assertThat(verdict.diagnostics()).isEmpty();
    AgentSettings settings = verdict.settings();
    assertThat(settings.node().name()).isEqualTo("node123");
    assertThat(settings.node().meta()).containsEntry("someKey", "somevalue");
    assertThat(settings.network().ports().http()).isEqualTo(13002);
    assertThat(settings.network().ports().grpcTls()).isEqualTo(13008);
    assertThat(settings.network().advertiseAddress()).isEqualTo("127.0.0.1");
    assertThat(settings.dataDir()).contains(Path.of("/tmp/x/data"));
    assertThat(settings.mesh().clusterId()).contains("11111111-2222-3333-4444-555555555555");
  }

  @Test
  void letsLaterFilesWinAndTakesEmptyOnes() {
    SettingsVerdict verdict =
        read("datacenter = \"dc1\" ports { http = 1 dns = 2 }", "", "ports { http = -1 }");
    assertThat(verdict.isUsable()).isTrue();
    assertThat(verdict.settings().network().ports().http()).isEqualTo(-1);
    assertThat(verdict.settings().network().ports().dns()).isEqualTo(2);
  }

  @Test
  void readsOurOwnKeys() {
    AgentSettings settings =
        read("""
        edition = "community"
        consul_version = "1.17.1"
        peering { token_ttl = "90m" }
        default_intention_policy = "deny"
        """)
            .settings();
    assertThat(settings.profile().edition()).isEqualTo(Edition.COMMUNITY);
    assertThat(settings.profile().version()).hasToString("1.17.1");
    assertThat(settings.mesh().tokenLife()).isEqualTo(Duration.ofMinutes(90));
    assertThat(settings.mesh().defaultAllow()).isFalse();
  }

  @Test
  void refusesAKeyNobodyKnowsWithTheNearestOne() {
    SettingsVerdict verdict = read("\n  datacentre = \"dc1\"\nports { htttp = 1 }");
    assertThat(codes(verdict)).containsExactly("TR0303", "TR0303");
    Diagnostic first = verdict.diagnostics().getFirst();
    assertThat(first.range().orElseThrow().position()).isEqualTo("agent0.hcl:2:3");
    assertThat(first.hint()).isEqualTo("did you mean datacenter?");
    assertThat(first.excerpt()).contains("datacentre");
    assertThat(verdict.diagnostics().getLast().hint()).isEqualTo("did you mean http?");
  }

  @Test
  void refusesWhatWouldPromiseProtectionOrReplication() {
    for (String text :
        List.of(
            "acl { enabled = true }",
            "primary_datacenter = \"other\"",
            "datacenter = \"us_east\"",
            "limits { request_limits { mode = \"enforcing\" } }")) {
      SettingsVerdict verdict = read(text);
      assertThat(verdict.isUsable()).as(text).isFalse();
      assertThat(codes(verdict)).as(text).containsExactly("TR0401");
    }
    assertThat(read("datacenter = \"us_east\" peering { enabled = false }").isUsable()).isTrue();
    assertThat(read("acl { enabled = false } bootstrap_expect = 1 encrypt = \"\"").isUsable())
        .isTrue();
  }

  @Test
  void warnsOfWhatConsulKnowsAndWeNotYet() {
    SettingsVerdict verdict = read("telemetry { statsd_address = \"10.0.0.1:8125\" }");
    assertThat(verdict.isUsable()).isTrue();
    assertThat(codes(verdict)).containsExactly("TR0402");
  }

  @Test
  void refusesValuesThatCannotBe() {
    assertThat(codes(read("ports { http = 70000 }"))).containsExactly("TR0304");
    assertThat(codes(read("node_id = \"x\""))).containsExactly("TR0304");
    assertThat(codes(read("peering = true"))).containsExactly("TR0304");
    assertThat(codes(read("edition = \"oss\""))).containsExactly("TR0304");
  }

  @Test
  void everyKeySaidToBeUsedIsUsed() {
    for (String path : KnownSettings.all()) {
      if (!(KnownSettings.fate(path).orElseThrow() instanceof KnownSettings.Fate.Use)) {
        continue;
      }
      StringBuilder text = new StringBuilder("\"x\"");
      String[] parts = path.replace("*", "key").split("\\.");
      for (int i = parts.length - 1; i >= 0; i--) {
        text.insert(0, "{\"" + parts[i] + "\":").append('}');
      }
      SettingsReader reader = new SettingsReader(AgentSettings.server("host"));
      reader.add(new SourceText("agent.json", text.toString()));
      assertThat(codes(reader.verdict())).as(path).isSubsetOf("TR0304", "TR0401");
    }
  }
}
