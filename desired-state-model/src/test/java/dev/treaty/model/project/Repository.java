package dev.treaty.model.project;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.treaty.model.diagnostic.Diagnostic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A repository in memory, built file by file. */
final class Repository {

  static final String PROJECT =
      """
      project = "mesh"
      cluster "c1" { address = "http://127.0.0.1:8500" }
      cluster "c2" { address = "http://127.0.0.1:9500" }
      peering "c1" "c2" {}
      """;

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  static Repository of(String project) {
    return new Repository().with("treaty.hcl", project);
  }

  static Repository usual() {
    return of(PROJECT);
  }

  Repository with(String path, String text) {
    files.put(path, text.getBytes(UTF_8));
    return this;
  }

  SourceTree tree() {
    return SourceTree.of(files);
  }

  LoadResult load() {
    return ProjectLoader.load(tree(), ClusterProfiles.DEFAULT);
  }

  DesiredState desired() {
    LoadResult result = load();
    return result
        .desired()
        .orElseThrow(() -> new AssertionError("refused: " + shown(result.diagnostics())));
  }

  Project project() {
    ProjectRead read = ProjectLoader.project(tree());
    return read.project()
        .orElseThrow(() -> new AssertionError("refused: " + shown(read.diagnostics())));
  }

  /** {@code code file:line:column message (hint)}, one per diagnostic. */
  static List<String> shown(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .map(d ->
            d.code()
                + " "
                + d.range().map(r -> r.position() + " ").orElse("")
                + d.message()
                + (d.hint().isEmpty() ? "" : " (" + d.hint() + ")"))
        .toList();
  }
}
