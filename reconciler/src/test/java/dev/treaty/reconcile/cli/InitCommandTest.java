package dev.treaty.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InitCommandTest {
  @TempDir Path temp;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Object command, String... arguments) {
    CommandLine line = new CommandLine(command);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  @Test
  void whatItWritesIsValid() throws IOException {
    Path folder = temp.resolve("Our Mesh!");
    Path clusters = Files.writeString(temp.resolve("clusters.hcl"), "");

    assertThat(run(new InitCommand(), folder.toString())).isZero();

    assertThat(folder.resolve("treaty.hcl")).content().contains("project = \"our-mesh\"");
    assertThat(folder.resolve("clusters/cluster-01")).isDirectory();
    assertThat(folder.resolve("clusters/cluster-02")).isDirectory();
    assertThat(
            run(
                new ValidateCommand(),
                "-C",
                folder.toString(),
                "--consul-version",
                "1.16.4",
                "--clusters",
                clusters.toString()))
        .isZero();
    assertThat(out.toString()).contains("Valid: 2 clusters, 1 peering, 0 entries.");
  }

  @Test
  void namesTheClustersItIsGiven() throws IOException {
    assertThat(run(new InitCommand(), temp.toString(), "--cluster", "east")).isZero();

    assertThat(Files.readString(temp.resolve("treaty.hcl")))
        .contains("cluster \"east\" {}")
        .contains("env(\"EAST_TOKEN\")")
        .doesNotContain("peering \"");
  }

  @Test
  void overwritesNothing() throws IOException {
    for (String name : new String[] {"treaty.hcl", "treaty.yaml"}) {
      Path folder = Files.createDirectories(temp.resolve(name + ".d"));
      Files.writeString(folder.resolve(name), "mine");

      assertThat(run(new InitCommand(), folder.toString())).isEqualTo(1);

      assertThat(folder.resolve(name)).hasContent("mine");
      assertThat(folder.resolve("clusters")).doesNotExist();
      assertThat(err.toString()).contains(name + " exists; nothing was overwritten");
    }
  }

  @Test
  void refusesAClustersNameThatNoProjectTakes() {
    assertThat(run(new InitCommand(), temp.toString(), "--cluster", "peering"))
        .isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(temp.resolve("treaty.hcl")).doesNotExist();
  }
}
