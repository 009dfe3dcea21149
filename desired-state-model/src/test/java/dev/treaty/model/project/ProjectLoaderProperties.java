package dev.treaty.model.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ProjectLoaderProperties {

  private static final String HCL =
      """
      project = "mesh"
      mode = "enforce"
      cluster "c1" { address = "http://127.0.0.1:8500"  config = ["clusters/c1"] }
      cluster "c2" { address = "http://127.0.0.1:9500" }
      peering "c1" "c2" { names = { "c1" = "east" } }
      safety { max_delete_percent = 30  min_objects = 10  prune = "owned" }
      """;

  private static final String YAML =
      """
      project: mesh
      cluster:
        c1: { address: "http://127.0.0.1:8500" }
        c2: { address: "http://127.0.0.1:9500" }
      peering: [{ between: [c1, c2], names: { c1: east } }]
      safety: { prune: owned }
      """;

  private static final String CLUSTERS =
      """
      cluster "c1" { address = "http://127.0.0.1:8500"  token = env("T")  ca_file = "/ca" }
      """;

  private static final String ENTRY =
      """
      Kind = "exported-services"
      Name = "default"
      Services = [{ Name = "web"  Consumers = [{ Peer = "c2" }] }]
      """;

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          "=",
          ",",
          "\n",
          "env(\"s3cr3t\")",
          "null",
          "1e999",
          "#",
          ":",
          "token = \"s3cr3t\"",
          "\u0000",
          "\u202e",
          "peering",
          "cluster \"c3\" {}");

  @Property(tries = 1000)
  void noProjectFileHoweverBrokenIsMoreThanDiagnosed(@ForAll long seed) {
    Random random = new Random(seed);
    boolean yaml = random.nextBoolean();
    Repository repository =
        new Repository()
            .with(yaml ? "treaty.yaml" : "treaty.hcl", broken(yaml ? YAML : HCL, random))
            .with("clusters/c1/e.hcl", random.nextInt(4) == 0 ? broken(ENTRY, random) : ENTRY);

    LoadResult result = repository.load();

    assertThat(result.desired().isPresent()).isEqualTo(!result.hasErrors());
    assertThat(result.diagnostics())
        .allMatch(d -> d.range().isPresent())
        .allMatch(d -> !d.message().isEmpty());
  }

  @Property(tries = 500)
  void noClustersFileHoweverBrokenIsMoreThanDiagnosed(@ForAll long seed) {
    ClustersFile file =
        ClustersFile.read("clusters.hcl", broken(CLUSTERS, new Random(seed)).getBytes(UTF_8));

    ClusterBindings bound =
        ClusterBindings.bind(Repository.usual().project(), Optional.of(file), nothing());

    assertThat(bound.bindings().isEmpty()).isEqualTo(bound.hasErrors());
  }

  @Property(tries = 500)
  void noDiagnosticRepeatsASecret(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>(HCL.lines().toList());
    List<String> secrets =
        List.of(
            "token = \"s3cr3t\"",
            "cluster \"c9\" { token = \"s3cr3t\" }",
            "cluster \"c9\" { address = \"http://me:s3cr3t@x\" }",
            "http_token = env(\"s3cr3t\")",
            "safety { password = \"s3cr3t\" }");
    lines.add(random.nextInt(lines.size()), secrets.get(random.nextInt(secrets.size())));
    if (random.nextInt(3) == 0) {
      Collections.shuffle(lines, random);
    }

    LoadResult result = Repository.of(String.join("\n", lines)).load();

    assertThat(result.desired()).isEmpty();
    assertThat(result.diagnostics())
        .extracting(Diagnostic::toString)
        .noneMatch(t -> t.contains("s3cr3t"));
  }

  @Property(tries = 200)
  void theNamesOfFilesDoNotMatter(@ForAll long seed) {
    Random random = new Random(seed);
    Repository first = Repository.usual();
    Repository second = Repository.usual();
    for (String service : List.of("web", "api", "db")) {
      String text = ENTRY.replace("\"web\"", "\"" + service + "\"");
      first.with("clusters/c1/" + service + ".hcl", text);
      second.with("clusters/c1/x" + random.nextInt(1000) + "/" + service + ".hcl", text);
    }

    assertThat(entry(second).map().keySet()).isEqualTo(entry(first).map().keySet());
    assertThat(entry(second).maps("Services"))
        .containsExactlyInAnyOrderElementsOf(entry(first).maps("Services"));
  }

  private static dev.treaty.model.value.Value.Fields entry(Repository repository) {
    List<DeclaredEntry> entries = repository.desired().entries();
    assertThat(entries).hasSize(1);
    return entries.get(0).entry().body();
  }

  private static String broken(String text, Random random) {
    StringBuilder broken = new StringBuilder(text);
    for (int n = random.nextInt(4); n >= 0; n--) {
      int at = random.nextInt(Math.max(1, broken.length()));
      switch (random.nextInt(3)) {
        case 0 -> broken.delete(at, at + 1);
        case 1 -> broken.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        default -> broken.setLength(Math.max(1, random.nextInt(4) == 0 ? at : broken.length()));
      }
    }
    return broken.toString();
  }

  private static OperatorInput nothing() {
    return new OperatorInput() {
      @Override
      public Optional<String> variable(String name) {
        return Optional.empty();
      }

      @Override
      public Optional<String> fileText(String path) {
        return Optional.empty();
      }
    };
  }
}
