package dev.treaty.model.project;

import static dev.treaty.model.project.Repository.shown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.value.Value;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProjectLoaderTest {

  private static final String WEB =
      """
      Kind = "service-intentions"
      Name = "web"
      Sources = [{ Name = "api"  Action = "allow" }]
      """;

  @Test
  void readsEntriesOfEachClusterInEverySpelling() {
    DesiredState desired =
        Repository.usual()
            .with("clusters/c1/deep/er/web.hcl", WEB)
            .with(
                "clusters/c1/d.json",
                "{\"Kind\":\"service-defaults\",\"Name\":\"web\",\"Protocol\":\"http\"}")
            .with("clusters/c2/d.yaml", "Kind: service-defaults\nName: web\nProtocol: http\n")
            .with("clusters/c2/README.md", "no entry")
            .with("clusters/c2/.hidden.hcl", "no entry either")
            .with("clusters/c2/.git/x.hcl", "nor this")
            .desired();

    assertThat(desired.entries())
        .extracting(e -> e.cluster() + "/" + e.entry().key().path())
        .containsExactly(
            "c1/service-defaults/web", "c1/service-intentions/web", "c2/service-defaults/web");
    assertThat(desired.entries().get(1).range().file()).isEqualTo("clusters/c1/deep/er/web.hcl");
    assertThat(desired.revision()).isEqualTo("work-tree");
  }

  @Test
  void sharesAFolderBetweenClusters() {
    DesiredState desired =
        Repository.of(
                """
                project = "m"
                cluster "c1" { config = ["shared"] }
                cluster "c2" { config = ["shared"] }
                """)
            .with("shared/web.hcl", WEB)
            .desired();

    assertThat(desired.entries()).extracting(e -> e.cluster().text()).containsExactly("c1", "c2");
  }

  @Test
  void isStalledByOneError() {
    LoadResult result =
        Repository.usual()
            .with("clusters/c1/web.hcl", WEB)
            .with(
                "clusters/c2/broken.hcl",
                "Kind = \"service-defaults\"\nName = \"a\"\nProtokol = \"http\"")
            .load();

    assertThat(result.desired()).isEmpty();
    Diagnostic error = result.diagnostics().get(0);
    assertThat(error.range().orElseThrow().position()).isEqualTo("clusters/c2/broken.hcl:3:1");
    assertThat(error.excerpt()).isEqualTo("Protokol = \"http\"");
    assertThat(error.hint()).contains("Protocol");
  }

  @Test
  void joinsServicesAndSourcesOfSeveralFiles() {
    DesiredState desired =
        Repository.usual()
            .with("clusters/c1/a.hcl", exports("web"))
            .with("clusters/c1/b.hcl", exports("api"))
            .with("clusters/c1/i1.hcl", WEB)
            .with(
                "clusters/c1/i2.hcl",
                "Kind = \"service-intentions\"\n"
                    + "Name = \"web\"\n"
                    + "Sources = [{ Name = \"*\"  Action = \"deny\" }, { Name = \"db\"  Action ="
                    + " \"allow\" }]")
            .desired();

    assertThat(services(desired, EntryKey.of("exported-services", "default"), "Services"))
        .containsExactlyInAnyOrder("web", "api");
    // As the server stores them: wildcards last.
    assertThat(services(desired, EntryKey.of("service-intentions", "web"), "Sources"))
        .containsExactly("api", "db", "*");
  }

  @Test
  void refusesAServiceOrSourceThatTwoFilesDeclare() {
    LoadResult services =
        Repository.usual()
            .with("clusters/c1/a.hcl", exports("web"))
            .with("clusters/c1/b.hcl", exports("web"))
            .load();
    LoadResult sources =
        Repository.usual()
            .with("clusters/c1/a.hcl", WEB)
            .with("clusters/c1/b.hcl", WEB.replace("allow", "deny"))
            .load();

    assertThat(services.desired()).isEmpty();
    assertThat(shown(services.diagnostics()))
        .containsExactly(
            "TR0307 clusters/c1/b.hcl:2:8 \"web\" of c1/exported-services/default stands already"
                + " at clusters/c1/a.hcl:2:8");
    assertThat(sources.desired()).isEmpty();
    assertThat(shown(sources.diagnostics())).first().asString().contains("clusters/c1/a.hcl:2:8");
  }

  @Test
  void refusesAnyOtherSecondDeclarationNamingBothLines() {
    String defaults = "Kind = \"service-defaults\"\nName = \"%s\"\nProtocol = \"http\"";
    LoadResult result =
        Repository.usual()
            .with("clusters/c1/a.hcl", String.format(defaults, "web"))
            .with("clusters/c1/b.hcl", String.format(defaults, "WEB"))
            .load();

    assertThat(shown(result.diagnostics()))
        .containsExactly(
            "TR0307 clusters/c1/b.hcl:2:8 c1/service-defaults/WEB is declared already at"
                + " clusters/c1/a.hcl:2:8");
  }

  @Test
  void refusesPartsThatContradict() {
    LoadResult result =
        Repository.usual()
            .with("clusters/c1/a.hcl", exports("web") + "Meta = { team = \"a\" }")
            .with("clusters/c1/b.hcl", exports("api") + "Meta = { team = \"b\" }")
            .load();

    assertThat(result.desired()).isEmpty();
    assertThat(shown(result.diagnostics())).first().asString().startsWith("TR0309");
  }

  @Test
  void refusesAFolderThatNamesNoCluster() {
    LoadResult result = Repository.usual().with("clusters/c3/web.hcl", WEB).load();

    assertThat(result.desired()).isEmpty();
    assertThat(shown(result.diagnostics()))
        .containsExactly(
            "TR0308 clusters/c3/web.hcl:1:1 the folder clusters/c3 names no cluster of this"
                + " project (did you mean \"c1\"?)");
  }

  @Test
  void acceptsAFolderThatAClusterReadsByName() {
    DesiredState desired =
        Repository.of("project = \"m\"\ncluster \"c1\" { config = [\"clusters/eu/one\"] }")
            .with("clusters/eu/one/web.hcl", WEB)
            .desired();

    assertThat(desired.entries()).hasSize(1);
  }

  @Test
  void refusesOurOwnMarksAndTooMuchMeta() {
    StringBuilder many = new StringBuilder(WEB).append("Meta = {\n");
    for (int n = 0; n < 61; n++) {
      many.append("  key-").append(n).append(" = \"x\"\n");
    }
    LoadResult tooMuch = Repository.usual().with("clusters/c1/a.hcl", many + "}").load();
    LoadResult forged =
        Repository.usual()
            .with("clusters/c1/a.hcl", WEB + "Meta = { treaty-id = \"mesh:c1/x/y\" }")
            .load();

    assertThat(shown(tooMuch.diagnostics())).first().asString().startsWith("TR0311");
    assertThat(shown(forged.diagnostics())).first().asString().startsWith("TR0311");
  }

  @Test
  void takesSixtyKeysOfMeta() {
    StringBuilder sixty = new StringBuilder(WEB).append("Meta = {\n");
    for (int n = 0; n < 60; n++) {
      sixty.append("  key-").append(n).append(" = \"x\"\n");
    }

    assertThat(Repository.usual().with("clusters/c1/a.hcl", sixty + "}").desired().entries())
        .hasSize(1);
  }

  @Test
  void refusesAnEntryWhoseMarkWouldBeTooLong() {
    String name = "w".repeat(500);

    LoadResult result =
        Repository.usual()
            .with("clusters/c1/a.hcl", WEB.replace("\"web\"", "\"" + name + "\""))
            .load();

    assertThat(shown(result.diagnostics())).first().asString().startsWith("TR0310");
  }

  @Test
  void refusesAPrivateKeyWithoutRepeatingIt() {
    LoadResult result =
        Repository.usual()
            .with(
                "clusters/c1/a.hcl",
                "Kind = \"proxy-defaults\"\nName = \"global\"\n"
                    + "Config { pem = \"-----BEGIN PRIVATE KEY-----\\nc2VjcmV0\" }")
            .load();

    assertThat(result.desired()).isEmpty();
    assertThat(result.diagnostics().toString()).contains("TR0305").doesNotContain("c2VjcmV0");
  }

  @Test
  void warnsOfAPeerThatNoPeeringHas() {
    LoadResult result =
        Repository.usual().with("clusters/c1/a.hcl", exports("web").replace("c2", "c22")).load();

    assertThat(result.desired()).isPresent();
    assertThat(shown(result.diagnostics()))
        .containsExactly(
            "TR0316 clusters/c1/a.hcl:2:8 no peering of c1 is called \"c22\""
                + " (did you mean \"c2\"?)");
  }

  @Test
  void takesTheRevisionOfTheDeclaringFile() {
    TreeMap<String, byte[]> files =
        new TreeMap<>(Repository.usual().with("clusters/c1/web.hcl", WEB).tree().files());
    SourceTree tree = new SourceTree("head", files, path -> "commit-of-" + path);

    DesiredState desired =
        ProjectLoader.load(tree, ClusterProfiles.DEFAULT).desired().orElseThrow();

    assertThat(desired.entries().get(0).revision()).isEqualTo("commit-of-clusters/c1/web.hcl");
    assertThat(desired.peerings().get(0).revision()).isEqualTo("commit-of-treaty.hcl");
  }

  private static List<String> services(DesiredState desired, EntryKey key, String list) {
    Value.Fields body =
        desired.entries().stream()
            .filter(e -> e.entry().key().equals(key))
            .findFirst()
            .orElseThrow()
            .entry()
            .body();
    return body.maps(list).stream().map(service -> service.text("Name")).toList();
  }

  private static String exports(String service) {
    return """
    Kind = "exported-services"
    Name = "default"
    Services = [{ Name = "%s"  Consumers = [{ Peer = "c2" }] }]
    """
        .formatted(service);
  }
}
