package dev.treaty.model.project;

import static dev.treaty.model.project.Repository.shown;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.peering.ClusterName;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterBindingsTest {

  private static final ClusterName C1 = new ClusterName("c1");
  private static final String NO_ADDRESSES =
      "project = \"m\"\ncluster \"c1\" {}\ncluster \"c2\" {}";

  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, String> files = new HashMap<>();
  private Optional<ClustersFile> clusters = Optional.empty();

  @Test
  void usesTheRepositorysAddressesWhereNothingIsBound() {
    ClusterBindings bound = bind(Repository.PROJECT);

    assertThat(bound.bindings().get(C1))
        .isEqualTo(ClusterBinding.plain(C1, URI.create("http://127.0.0.1:8500")));
  }

  @Test
  void bindsFromTheClustersFile() {
    variables.put("T1", "secret-one\n");
    files.put("/etc/t2", "secret-two\n");
    clusters(
        """
        cluster "c1" { address = "https://one:8501"  token = env("T1")  ca_file = "/ca.pem" }
        cluster "c2" { address = "https://two:8501"  token = file("/etc/t2") }
        cluster "other-project" { address = "https://x:8501" }
        """);

    ClusterBindings bound = bind(NO_ADDRESSES);

    ClusterBinding first = bound.bindings().get(C1);
    assertThat(first.address()).isEqualTo(URI.create("https://one:8501"));
    assertThat(first.token().orElseThrow().reveal()).isEqualTo("secret-one");
    assertThat(first.caFile()).contains("/ca.pem");
    assertThat(bound.bindings().get(new ClusterName("c2")).token().orElseThrow().reveal())
        .isEqualTo("secret-two");
    assertThat(bound.toString()).doesNotContain("secret-one", "secret-two");
  }

  @Test
  void readsTheYamlSpelling() {
    variables.put("T1", "secret-one");
    clusters =
        Optional.of(
            ClustersFile.read(
                "clusters.yaml",
                "cluster:\n  c1: { address: 'http://one:1', token: {env: T1} }\n".getBytes(UTF_8)));

    assertThat(bind("project = \"m\"\ncluster \"c1\" {}").bindings().get(C1).token()).isPresent();
  }

  @Test
  void sendsASecretOnlyToTheAddressBoundBesideIt() {
    clusters("cluster \"c1\" { address = \"http://one:1\" }");

    ClusterBindings bound = bind("project = \"m\"\ncluster \"c1\" { address = \"http://evil:1\" }");

    assertThat(bound.bindings()).isEmpty();
    assertThat(shown(bound.diagnostics())).first().asString().startsWith("TR0314 treaty.hcl:2:9");
  }

  @Test
  void takesAnEqualAddressInTheRepository() {
    clusters("cluster \"c1\" { address = \"http://ONE:80/\" }");

    assertThat(bind("project = \"m\"\ncluster \"c1\" { address = \"http://one\" }").bindings())
        .hasSize(1);
  }

  @Test
  void refusesAnUnboundClusterOnceAnythingIsBound() {
    variables.put("TREATY_C1_HTTP_ADDR", "http://127.0.0.1:8500");

    ClusterBindings bound = bind(Repository.PROJECT);

    assertThat(bound.bindings()).isEmpty();
    assertThat(shown(bound.diagnostics())).first().asString().contains("TREATY_C2_HTTP_ADDR");
  }

  @Test
  void refusesATokenWithoutAnAddressFromTheOperator() {
    variables.put("TREATY_C1_HTTP_TOKEN", "secret-one");
    variables.put("TREATY_C2_HTTP_ADDR", "127.0.0.1:9500");

    ClusterBindings bound = bind(Repository.PROJECT);

    assertThat(bound.bindings()).isEmpty();
    assertThat(bound.diagnostics().toString()).doesNotContain("secret-one");
  }

  @Test
  void keepsTheFilesSecretFromAnotherAddressInAVariable() {
    variables.put("T1", "secret-one");
    variables.put("TREATY_C1_HTTP_ADDR", "http://elsewhere:1");
    clusters("cluster \"c1\" { address = \"http://one:1\"  token = env(\"T1\") }");

    ClusterBinding bound = bind("project = \"m\"\ncluster \"c1\" {}").bindings().get(C1);

    assertThat(bound.address()).isEqualTo(URI.create("http://elsewhere:1"));
    assertThat(bound.token()).isEmpty();
  }

  @Test
  void namesVariablesInCapitals() {
    variables.put("TREATY_MY_EAST_1_HTTP_ADDR", "https://x:8501");
    variables.put("TREATY_MY_EAST_1_HTTP_TOKEN", "t");
    variables.put("TREATY_MY_EAST_1_CACERT", "/ca");

    ClusterBinding bound =
        bind("project = \"m\"\ncluster \"my-east_1\" {}")
            .bindings()
            .get(new ClusterName("my-east_1"));

    assertThat(bound.token()).isPresent();
    assertThat(bound.caFile()).contains("/ca");
  }

  @Test
  void readsConsulsOwnVariablesForASingleClusterOnly() {
    variables.put("CONSUL_HTTP_ADDR", "consul.example:8501");
    variables.put("CONSUL_HTTP_SSL", "true");
    variables.put("CONSUL_HTTP_TOKEN", "t");

    assertThat(bind("project = \"m\"\ncluster \"c1\" {}").bindings().get(C1).address())
        .isEqualTo(URI.create("https://consul.example:8501"));
    assertThat(bind(Repository.PROJECT).bindings().get(C1).token()).isEmpty();
  }

  @Test
  void refusesALiteralTokenWithoutRepeatingIt() {
    clusters("cluster \"c1\" { address = \"http://one:1\"  token = \"s3cr3t\" }");

    ClusterBindings bound = bind("project = \"m\"\ncluster \"c1\" {}");

    assertThat(bound.bindings()).isEmpty();
    assertThat(bound.diagnostics().toString()).contains("TR0305").doesNotContain("s3cr3t");
  }

  @Test
  void saysWhichSecretIsMissing() {
    clusters("cluster \"c1\" { address = \"http://one:1\"  token = env(\"NOT_SET\") }");

    assertThat(shown(bind("project = \"m\"\ncluster \"c1\" {}").diagnostics()))
        .first()
        .asString()
        .startsWith("TR0315 clusters.hcl:1:")
        .contains("NOT_SET");
  }

  @Test
  void saysThatNobodyKnowsWhereAClusterIs() {
    assertThat(shown(bind(NO_ADDRESSES).diagnostics()))
        .hasSize(2)
        .first()
        .asString()
        .contains("c1");
  }

  private void clusters(String text) {
    clusters = Optional.of(ClustersFile.read("clusters.hcl", text.getBytes(UTF_8)));
  }

  private ClusterBindings bind(String project) {
    return ClusterBindings.bind(
        Repository.of(project).project(),
        clusters,
        new OperatorInput() {
          @Override
          public Optional<String> variable(String name) {
            return Optional.ofNullable(variables.get(name));
          }

          @Override
          public Optional<String> fileText(String path) {
            return Optional.ofNullable(files.get(path));
          }
        });
  }
}
