package dev.treaty.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.syntax.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionReaderTest {

  private static SettingsVerdict read(String... files) {
    SettingsReader reader = new SettingsReader(AgentSettings.server("host"));
    for (int i = 0; i < files.length; i++) {
      reader.add(new SourceText(i + (files[i].startsWith("{") ? ".json" : ".hcl"), files[i]));
    }
    return reader.verdict();
  }

  private static List<String> json(SettingsVerdict verdict) {
    assertThat(verdict.diagnostics()).isEmpty();
    return verdict.settings().checks().definitions().stream().map(Definition::json).toList();
  }

  @Test
  void readsAServiceInHclAndInJson() {
    assertThat(
            json(
                read(
                    """
                    service {
                      id = "web-1"
                      name = "web"
                      port = "80"
                      tags = ["a"]
                      meta = { n = 1 }
                      tagged_addresses { lan { address = "10.0.0.1" port = 8080 } }
                      checks = [{ ttl = "10s" }]
                      check { args = "true" interval = "5s" header { A = ["b"] } }
                      connect { sidecar_service { proxy { upstreams = [{ destination_name = "db" local_bind_port = 1 }] } } }
                      token = "secret"
                    }
                    """)))
        .containsExactly(
            "{\"ID\":\"web-1\",\"Name\":\"web\",\"Port\":80,\"Tags\":[\"a\"],\"Meta\":{\"n\":\"1\"},"
                + "\"TaggedAddresses\":{\"lan\":{\"Address\":\"10.0.0.1\",\"Port\":8080}},"
                + "\"Checks\":[{\"TTL\":\"10s\"},"
                + "{\"ScriptArgs\":[\"true\"],\"Interval\":\"5s\",\"Header\":{\"A\":[\"b\"]}}],"
                + "\"Connect\":{\"SidecarService\":{\"Proxy\":{\"Upstreams\":"
                + "[{\"DestinationName\":\"db\",\"LocalBindPort\":1}]}}}}");
    assertThat(json(read("{\"service\": {\"name\": \"redis\", \"Meta\": {\"a\": \"b\"}}}")))
        .containsExactly("{\"Name\":\"redis\",\"Meta\":{\"a\":\"b\"}}");
  }

  @Test
  void gathersAllServicesOfAllFiles() {
    assertThat(
            json(
                read(
                    "service { name = \"a\" }\nservice { name = \"b\" }",
                    "{\"services\": [{\"name\": \"c\"}], \"checks\": [{\"name\": \"d\","
                        + " \"serviceid\": \"c\", \"ttl\": \"1m\"}]}")))
        .containsExactly(
            "{\"Name\":\"a\"}",
            "{\"Name\":\"b\"}",
            "{\"Name\":\"c\"}",
            "{\"Name\":\"d\",\"ServiceID\":\"c\",\"TTL\":\"1m\"}");
  }

  @Test
  void saysWhereAKeyIsWrongAndWhatIsMeant() {
    Diagnostic unknown = read("service {\n  name = \"a\"\n  tagz = []\n}").diagnostics().getFirst();
    assertThat(unknown.message()).isEqualTo("an agent has no setting service.tagz");
    assertThat(unknown.hint()).isEqualTo("did you mean tags?");
    assertThat(unknown.range().orElseThrow().position()).isEqualTo("0.hcl:3:3");

    assertThat(read("check { intervall = \"5s\" }").diagnostics().getFirst().hint())
        .isEqualTo("did you mean interval?");
  }

  @Test
  void refusesValuesThatCannotBe() {
    assertThat(read("service { port = \"many\" }").diagnostics().getFirst().message())
        .isEqualTo("service.port wants a whole number, not a text");
    assertThat(read("service = \"web\"").diagnostics().getFirst().message())
        .isEqualTo("service is a block of settings, not a text");
    assertThat(read("service { check { tcp_use_tls = \"maybe\" } }").isUsable()).isFalse();
  }

  @Test
  void showsNoTokenOfAService() {
    SettingsVerdict verdict = read("service { token = { s3cr3t = 1 } }");
    assertThat(verdict.diagnostics().getFirst().excerpt()).doesNotContain("s3cr3t");
    assertThat(read("service { name = \"a\" meta { k = \"s3cr3t\" } }").toString())
        .doesNotContain("s3cr3t");
  }
}
