package dev.treaty.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.settings.SettingsReader.Format;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.syntax.SourceText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several files, merged as Consul merges them. */
class MergedSettingsTest {

  private static SettingsVerdict read(String... texts) {
    SettingsReader reader = new SettingsReader(AgentSettings.server("host"));
    for (int i = 0; i < texts.length; i++) {
      reader.add(new SourceText("agent" + i + ".hcl", texts[i]), Format.HCL);
    }
    return reader.verdict();
  }

  private static List<String> codes(SettingsVerdict verdict) {
    return verdict.diagnostics().stream().map(Diagnostic::code).toList();
  }

  @Test
  void letsLaterScalarsWinAppendsListsAndLaysMapsOver() {
    SettingsVerdict verdict =
        read(
            """
            log_level = "warn"
            http_config {
              response_headers { A = "1" B = "1" }
              block_endpoints = ["/v1/a"]
            }
            """,
            """
            log_level = "DEBUG"
            http_config {
              response_headers { B = "2" C = "2" }
              block_endpoints = ["/v1/b"]
            }
            """);
    assertThat(verdict.diagnostics()).isEmpty();
    AgentSettings settings = verdict.settings();
    assertThat(settings.operation().logs().level()).isEqualTo("debug");
    assertThat(settings.network().responseHeaders())
        .containsOnly(
            java.util.Map.entry("A", "1"),
            java.util.Map.entry("B", "2"),
            java.util.Map.entry("C", "2"));
    assertThat(settings.operation().http().blockedEndpoints()).containsExactly("/v1/a", "/v1/b");
  }

  @Test
  void prefersAListenersOwnTlsWhicheverComesFirst() {
    TlsSettings tls =
        read("""
        tls {
          https { cert_file = "own.pem" verify_incoming = false }
          defaults {
            cert_file = "all.pem"
            key_file = "all-key.pem"
            verify_incoming = true
            tls_min_version = "TLSv1_3"
          }
        }
        """)
            .settings()
            .network()
            .https();
    assertThat(tls.certFile()).contains(Path.of("own.pem"));
    assertThat(tls.keyFile()).contains(Path.of("all-key.pem"));
    assertThat(tls.verifyIncoming()).isFalse();
    assertThat(tls.minVersion()).isEqualTo("TLSv1.3");
  }

  @Test
  void prefersAddressesOfOneListenerWhicheverComesFirst() {
    NetworkSettings network =
        read("addresses { http = \"10.0.0.1\" }", "client_addr = \"10.0.0.2 10.0.0.3\"")
            .settings()
            .network();
    assertThat(network.clientAddresses()).containsExactly("10.0.0.1");
    assertThat(network.httpsAddresses()).containsExactly("10.0.0.2", "10.0.0.3");
  }

  @Test
  void takesOldNamesAndTellsTheNewOnes() {
    SettingsVerdict verdict = read("cert_file = \"a.pem\" verify_incoming_https = true");
    assertThat(codes(verdict)).containsExactly("TR0403", "TR0403");
    assertThat(verdict.diagnostics().getFirst().message()).contains("tls.defaults.cert_file");
    assertThat(verdict.settings().network().https().certFile()).contains(Path.of("a.pem"));
    assertThat(verdict.settings().network().https().verifyIncoming()).isTrue();
  }

  @Test
  void takesNumbersAndFlagsInQuotes() {
    OperationSettings operation =
        read("""
        log_json = "true"
        log_rotate_bytes = "1000"
        log_rotate_max_files = "-1"
        log_rotate_duration = "90m"
        leave_on_terminate = "1"
        limits { http_max_conns_per_client = "7" }
        """)
            .settings()
            .operation();
    assertThat(operation.logs())
        .isEqualTo(
            new LogSettings(
                "info", true, java.util.Optional.empty(), 1000, Duration.ofMinutes(90), -1));
    assertThat(operation.leavesAt(true, true)).isTrue();
    assertThat(operation.http().connectionsPerClient()).isEqualTo(7);
  }

  @Test
  void knowsEachKeyOfABlockAndNotJustTheBlock() {
    SettingsVerdict verdict = read("telemetry { prometheus_retention_tme = \"1h\" }");
    assertThat(codes(verdict)).containsExactly("TR0303");
    assertThat(verdict.diagnostics().getFirst().hint())
        .isEqualTo("did you mean prometheus_retention_time?");
  }

  @Test
  void showsNoSecretInAnExcerpt() {
    for (String text :
        List.of(
            "acl { tokens { agent = \"s3cret\" } }",
            "encrypt = \"s3cret\"",
            "encypt = \"s3cret\"",
            "acl_master_token = \"s3cret\"",
            "connect { ca_config { private_key = \"s3cret\" } }")) {
      SettingsVerdict verdict = read(text);
      assertThat(verdict.diagnostics()).as(text).isNotEmpty();
      assertThat(verdict.diagnostics().toString() + verdict).as(text).doesNotContain("s3cret");
    }
  }

  @Test
  void refusesTlsThatIsBroken() {
    assertThat(codes(read("tls { https { tls_min_version = \"TLSv1_0\" } }")))
        .containsExactly("TR0304");
    assertThat(codes(read("tls { https { tls_cipher_suites = \"RC4\" } }")))
        .containsExactly("TR0304");
  }

  @Test
  void expandsTemplatesThatAskOneThingAndRefusesOthers() throws Exception {
    List<Addresses.Own> own =
        List.of(
            new Addresses.Own("eth0", "10.1.2.3", true, true),
            new Addresses.Own("eth1", "203.0.113.9", true, false));
    assertThat(AddressTemplate.expand("127.0.0.1 {{ GetPrivateIP }}", own))
        .isEqualTo("127.0.0.1 10.1.2.3");
    assertThat(AddressTemplate.expand("{{GetPublicIP}}", own)).isEqualTo("203.0.113.9");
    assertThat(AddressTemplate.expand("{{ GetInterfaceIP \"eth1\" }}", own))
        .isEqualTo("203.0.113.9");
    assertThat(codes(read("bind_addr = \"{{ GetAllInterfaces | sort \\\"size\\\" }}\"")))
        .containsExactly("TR0304");
    assertThat(codes(read("bind_addr = \"{{ GetInterfaceIP \\\"nosuch0\\\" }}\"")))
        .containsExactly("TR0304");
  }

  @Test
  void namesWhatChangedByWhetherARunningAgentTakesIt() {
    SettingsVerdict before = read("log_level = \"info\" datacenter = \"dc1\"");
    SettingsVerdict after = read("log_level = \"warn\" datacenter = \"dc2\"");
    SettingsVerdict.Changes changes = after.changesSince(before);
    assertThat(changes.live()).containsExactly("log_level");
    assertThat(changes.restart()).containsExactly("datacenter");
    assertThat(after.changesSince(after).live()).isEmpty();
  }
}
