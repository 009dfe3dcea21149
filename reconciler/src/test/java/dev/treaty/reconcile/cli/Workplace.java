package dev.treaty.reconcile.cli;

import dev.treaty.model.value.Value;
import dev.treaty.reconcile.apply.Projects;
import dev.treaty.reconcile.consul.FakeConsul;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** The project of two clusters in a folder, its clusters, and a command line in front of them. */
final class Workplace implements AutoCloseable {
  final FakeConsul one = new FakeConsul("dc1");
  final FakeConsul two = new FakeConsul("dc2");
  final Path project;
  private final Path clusters;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  Workplace(Path folder) throws IOException {
    project = folder.resolve("project");
    for (var file : Projects.files().entrySet()) {
      write(file.getKey(), file.getValue());
    }
    clusters = folder.resolve("clusters.hcl");
    Files.writeString(
        clusters,
        """
        cluster "cluster-01" { address = "%s" }
        cluster "cluster-02" { address = "%s" }
        """
            .formatted(one.address(), two.address()));
  }

  void write(String path, String text) throws IOException {
    Path file = project.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  int run(Object command, String... flags) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> arguments = new ArrayList<>(List.of(flags));
    arguments.addAll(List.of("-C", project.toString(), "--clusters", clusters.toString()));
    CommandLine line = new CommandLine(command);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments.toArray(String[]::new));
  }

  int apply() {
    return run(new ApplyCommand(), "--auto-approve");
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  /** Somebody writes the declared intention of {@code api} without our marks. */
  void writeIntention(String action) {
    Value.Fields source =
        Value.Fields.EMPTY
            .with("Name", Value.text("web"))
            .with("Peer", Value.text("cluster-01"))
            .with("Action", Value.text(action));
    two.overwrite(
        Value.Fields.EMPTY
            .with("Kind", Value.text("service-intentions"))
            .with("Name", Value.text("api"))
            .with("Sources", Value.Items.of(source)));
  }

  Value.Fields intention() {
    return two.entry("service-intentions", "api").orElseThrow();
  }

  @Override
  public void close() {
    one.close();
    two.close();
  }
}
