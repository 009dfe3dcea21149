package dev.treaty.model.project;

import static dev.treaty.model.project.Repository.shown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.peering.PeeringDeclaration;
import dev.treaty.model.project.SafetyLimits.Prune;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectFileTest {

  private static final String FULL =
      """
      project = "platform-mesh"
      mode    = "enforce"

      cluster "cluster-01" { address = "http://127.0.0.1:8500" }
      cluster "cluster-02" { address = "HTTP://LOCALHOST:9500/"  config = ["clusters/cluster-02", "shared"]  mode = "observe" }

      peering "cluster-02" "cluster-01" {
        names = { "cluster-01" = "east" }
      }

      safety { max_delete_percent = 10  min_objects = 5  prune = "never" }
      """;

  @Test
  void readsEverySetting() {
    Project project =
        Repository.of(FULL).with("clusters/cluster-02/x.md", "").with("shared/y.md", "").project();

    assertThat(project.name()).isEqualTo("platform-mesh");
    assertThat(project.mode()).isEqualTo(Mode.ENFORCE);
    assertThat(project.safety()).isEqualTo(new SafetyLimits(10, 5, Prune.NEVER));
    ClusterDeclaration first = project.clusters().get(0);
    assertThat(first.name()).isEqualTo(new ClusterName("cluster-01"));
    assertThat(first.address()).contains(URI.create("http://127.0.0.1:8500"));
    assertThat(first.configFolders()).containsExactly("clusters/cluster-01");
    assertThat(first.mode()).isEqualTo(Mode.ENFORCE);
    ClusterDeclaration second = project.clusters().get(1);
    assertThat(second.address()).contains(URI.create("http://localhost:9500"));
    assertThat(second.configFolders()).containsExactly("clusters/cluster-02", "shared");
    assertThat(second.mode()).isEqualTo(Mode.OBSERVE);
    PeeringDeclaration peering = project.peerings().get(0);
    assertThat(peering.address()).isEqualTo("peering/cluster-01/cluster-02");
    assertThat(peering.first()).isEqualTo(new ClusterName("cluster-02"));
    assertThat(peering.nameOnFirst()).isEqualTo("east");
    assertThat(peering.nameOnSecond()).isEqualTo("cluster-02");
    assertThat(peering.range().startLine()).isEqualTo(7);
  }

  @Test
  void readsTheYamlTwinAlike() {
    Project hcl =
        Repository.of(FULL).with("clusters/cluster-02/x.md", "").with("shared/y.md", "").project();
    Project yaml =
        new Repository()
            .with(
                "treaty.yaml",
                """
                project: platform-mesh
                mode: enforce
                cluster:
                  cluster-01: { address: "http://127.0.0.1:8500" }
                  cluster-02:
                    address: http://localhost:9500
                    config: [clusters/cluster-02, shared]
                    mode: observe
                peering:
                  - between: [cluster-02, cluster-01]
                    names: { cluster-01: east }
                safety: { max_delete_percent: 10, min_objects: 5, prune: never }
                """)
            .with("clusters/cluster-02/x.md", "")
            .with("shared/y.md", "")
            .project();

    assertThat(yaml.name()).isEqualTo(hcl.name());
    assertThat(yaml.mode()).isEqualTo(hcl.mode());
    assertThat(yaml.safety()).isEqualTo(hcl.safety());
    assertThat(yaml.clusters())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("range")
        .isEqualTo(hcl.clusters());
    assertThat(yaml.peerings())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("range")
        .isEqualTo(hcl.peerings());
  }

  @Test
  void observesUnlessToldToEnforce() {
    assertThat(Repository.usual().project().mode()).isEqualTo(Mode.OBSERVE);
  }

  @Test
  void doesNotRepeatTheValueOfAKeyNobodyKnows() {
    ProjectRead read =
        ProjectLoader.project(
            Repository.of("project = \"m\"\ncluster \"c1\" { toke = \"s3cr3t\" }").tree());

    assertThat(read.diagnostics().get(0).excerpt()).isEqualTo("cluster \"c1\" { toke …");
    assertThat(read.diagnostics().toString()).doesNotContain("s3cr3t");
  }

  @Test
  void namesWhatIsWrongAndWhatWasMeant() {
    assertThat(problems("projekt = \"mesh\"\ncluster \"c1\" {}"))
        .contains(
            "TR0303 treaty.hcl:1:1 there is no setting \"projekt\" here"
                + " (did you mean \"project\"?)");
    assertThat(problems("project = \"m\"\ncluster \"c1\" { adress = \"http://x\" }"))
        .containsExactly(
            "TR0303 treaty.hcl:2:16 there is no setting \"adress\" here"
                + " (did you mean \"address\"?)");
    assertThat(problems("project = \"m\"\ncluster \"c1\" {}\npeering \"c1\" \"c3\" {}"))
        .containsExactly(
            "TR0308 treaty.hcl:3:14 there is no cluster \"c3\" (did you mean \"c1\"?)");
    assertThat(problems("project = \"m\"\nmode = \"enforced\"\ncluster \"c1\" {}"))
        .containsExactly(
            "TR0304 treaty.hcl:2:8 \"mode\" is one of observe, enforce"
                + " (did you mean \"enforce\"?)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing but a comment",
        "cluster \"c1\" {}",
        "project = \"a b\"\ncluster \"c1\" {}",
        "project = \"a:b\"\ncluster \"c1\" {}",
        "project = \"m\"",
        "project = \"m\"\ncluster \"peering\" {}",
        "project = \"m\"\ncluster \"a/b\" {}",
        "project = \"m\"\ncluster \"a\" {}\ncluster \"a\" {}",
        "project = \"m\"\ncluster \"a-b\" {}\ncluster \"A_b\" {}",
        "project = \"m\"\ncluster \"a\" { address = \"127.0.0.1:8500\" }",
        "project = \"m\"\ncluster \"a\" { address = \"ftp://x\" }",
        "project = \"m\"\ncluster \"a\" { config = [\"../b\"] }",
        "project = \"m\"\ncluster \"a\" { config = [\"/etc\"] }",
        "project = \"m\"\ncluster \"a\" { config = [\"missing\"] }",
        "project = \"m\"\ncluster \"a\" {}\npeering \"a\" \"a\" {}",
        "project = \"m\"\ncluster \"a\" {}\ncluster \"b\" {}\npeering \"a\" {}",
        "project = \"m\"\ncluster \"a\" {}\ncluster \"b\" {}\npeering {}",
        "project = \"m\"\ncluster \"a\" {}\ncluster \"b\" {}\npeering \"a\" \"b\" { name = \"x\" }",
        "project = \"m\"\n"
            + "cluster \"a\" {}\n"
            + "cluster \"b\" {}\n"
            + "peering \"a\" \"b\" {}\n"
            + "peering \"b\" \"a\" {}",
        "project = \"m\"\ncluster \"A\" {}\ncluster \"b\" {}\npeering \"A\" \"b\" {}",
        "project = \"m\"\ncluster \"a\" {}\nsafety { max_delete_percent = 101 }",
        "project = \"m\"\ncluster \"a\" {}\nsafety { prune = \"always\" }",
        "project = \"m\"\ncluster \"a\" {}\nsafety { min_objects = \"x\" }",
        "project = \"m\"\ncluster \"a\" {}\ncluster \"b\" {}\ncluster \"c\" {}\n"
            + "peering \"a\" \"b\" { names = { b = \"x\" } }\n"
            + "peering \"a\" \"c\" { names = { c = \"x\" } }",
      })
  void refusesAProjectThatCannotBe(String text) {
    ProjectRead read = ProjectLoader.project(Repository.of(text).tree());

    assertThat(read.project()).isEmpty();
    assertThat(read.diagnostics()).isNotEmpty().allMatch(Diagnostic::isError);
    assertThat(read.diagnostics()).allMatch(d -> d.range().isPresent());
  }

  @Test
  void namesBothLinesOfAPeeringDeclaredTwice() {
    assertThat(
            problems(
                """
                project = "m"
                cluster "a" {}
                cluster "b" {}
                peering "a" "b" {}
                peering "b" "a" {}
                """))
        .containsExactly(
            "TR0307 treaty.hcl:5:13 this peering is declared already at treaty.hcl:4:13");
  }

  @Test
  void wantsExactlyOneProjectFile() {
    assertThat(shown(ProjectLoader.project(new Repository().tree()).diagnostics()))
        .first()
        .asString()
        .startsWith("TR0301");
    assertThat(
            shown(
                ProjectLoader.project(Repository.usual().with("treaty.yml", "project: x").tree())
                    .diagnostics()))
        .first()
        .asString()
        .startsWith("TR0302 treaty.yml:1:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cluster \"a\" { token = \"s3cr3t\" }",
        "cluster \"a\" { token = env(\"s3cr3t\") }",
        "cluster \"a\" { address = env(\"s3cr3t\") }",
        "cluster \"a\" { address = \"http://u:s3cr3t@x:8500\" }",
        "cluster \"a\" { http_token = \"s3cr3t\" }",
        "cluster \"a\" { client_key = \"s3cr3t\" }",
        "cluster \"a\" {}\nnote = \"-----BEGIN RSA PRIVATE KEY-----s3cr3t\"",
        "cluster \"a\" {}\ntoken = \"s3cr3t\" }",
        "cluster \"a\" { token = \"s3cr3t }",
      })
  void refusesSecretsWithoutRepeatingThem(String text) {
    ProjectRead read = ProjectLoader.project(Repository.of("project = \"m\"\n" + text).tree());

    assertThat(read.project()).isEmpty();
    assertThat(read.diagnostics()).isNotEmpty();
    assertThat(read.diagnostics().toString()).doesNotContain("s3cr3t");
  }

  @Test
  void showsTheSourceLineConcerned() {
    ProjectRead read =
        ProjectLoader.project(Repository.of("project = \"m\"\nmode = \"enforced\" # soon").tree());

    assertThat(read.diagnostics().get(0).excerpt()).isEqualTo("mode = \"enforced\" # soon");
  }

  private static List<String> problems(String text) {
    return shown(ProjectLoader.project(Repository.of(text).tree()).diagnostics());
  }
}
