package dev.treaty.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FmtCommandTest {

  @TempDir Path temp;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int fmt(String stdin, String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    FmtCommand command = new FmtCommand();
    command.in = new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8));
    CommandLine line = new CommandLine(command);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  private Path write(String name, String text) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void alignsWhatFollowsEachOtherAndKeepsComments() {
    assertThat(
            fmt(
                """
                # who may call web
                Kind="service-intentions" // kind
                Name   = "web"


                Sources = [ { Name = "a"   Action = "allow" },
                  { Name="b"
                    # for now
                    Action = "deny" } ] # end
                """,
                "-"))
        .isZero();
    assertThat(out)
        .hasToString(
            """
            # who may call web
            Kind = "service-intentions" // kind
            Name = "web"

            Sources = [
              { Name = "a", Action = "allow" },
              {
                Name = "b"
                # for now
                Action = "deny"
              },
            ] # end
            """);
  }

  @Test
  void indentsYamlByTwoAndLeavesBlockScalarsAlone() {
    assertThat(
            fmt(
                """
                kind:   ServiceDefaults
                metadata:
                    name: web # the shop
                    # about it
                    note: |
                          one
                            two
                spec:
                  list:
                  - a
                  -   b: 1
                      c: 2
                """,
                "--form",
                "yaml",
                "-"))
        .isZero();
    assertThat(out)
        .hasToString(
            """
            kind: ServiceDefaults
            metadata:
              name: web # the shop
              # about it
              note: |
                one
                  two
            spec:
              list:
                - a
                - b: 1
                  c: 2
            """);
  }

  @Test
  void writesExplicitKeysAsUsualOnes() {
    String odd =
        """
        ? kind
        : ServiceDefaults
        ? metadata
        # the shop
        : name:   web
          labels:
              - a
        ? "spec"
        :
            protocol: http
            note: |
              ? no key
        """;
    assertThat(fmt(odd, "--form", "yaml", "-")).isZero();
    assertThat(out)
        .hasToString(
            """
            kind: ServiceDefaults
            # the shop
            metadata:
              name: web
              labels:
                - a
            "spec":
              protocol: http
              note: |
                ? no key
            """);
    String again = out.toString();
    assertThat(fmt(again, "--form", "yaml", "-")).isZero();
    assertThat(out).hasToString(again);
  }

  @Test
  void leavesKeysThatAreMapsAsTheyAre() {
    String odd = "? a:   1\n: b\n";
    assertThat(fmt(odd, "--form", "yaml", "-")).isIn(0, 1);
    assertThat(out.toString()).isIn(odd, "");
  }

  @Test
  void leavesJsonAsItIsAndSaysSoOfANamedFile() throws IOException {
    Path json = write("a.json", "{\"Kind\":   \"mesh\"}");
    write("broken.json", "{");

    assertThat(fmt("", json.toString())).isZero();
    assertThat(err.toString()).contains("a.json is left as it is");
    assertThat(json).hasContent("{\"Kind\":   \"mesh\"}");
    assertThat(fmt("", temp.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("broken.json:1:").doesNotContain("left as it is");
  }

  @Test
  void checkNamesWhatWouldChangeAndChangesNothing() throws IOException {
    Path file = write("a.hcl", "Kind=\"mesh\"\n");
    write("b.hcl", "Kind = \"mesh\"\n");

    assertThat(fmt("", "--check", temp.toString())).isEqualTo(2);
    assertThat(out).hasToString(file + "\n");
    assertThat(file).hasContent("Kind=\"mesh\"");

    assertThat(fmt("", temp.toString())).isZero();
    assertThat(file).hasContent("Kind = \"mesh\"");
    assertThat(fmt("", "--check", temp.toString())).isZero();
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void leavesABrokenFileAloneAndDoesTheOthers() throws IOException {
    Path broken = write("a.hcl", "Kind=\n");
    Path other = write("b.yaml", "a:   1\n");
    Path hidden = write(".git/c.yaml", "a:   1\n");

    assertThat(fmt("", temp.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("a.hcl").contains("[TR0103]");
    assertThat(broken).hasContent("Kind=");
    assertThat(other).hasContent("a: 1");
    assertThat(hidden).hasContent("a:   1");
  }
}
