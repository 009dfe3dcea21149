package dev.treaty.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConvertCommandTest {

  private static final String HCL =
      """
      # Who may call web.
      Kind = "service-intentions"
      Name = "web"

      Sources = [
        # the shop
        { Name = "shop", Peer = "west", Action = "allow" }, # for now
        {
          Name   = "*"
          Action = "deny" # nobody else
        },
        # the end
      ]
      """;

  @TempDir Path temp;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int convert(String target, String name, String text) throws IOException {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Path file = Files.writeString(temp.resolve(name), text);
    CommandLine line = new CommandLine(new ConvertCommand());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute("--to", target, file.toString());
  }

  private int stdin(String text, String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    ConvertCommand command = new ConvertCommand();
    command.in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    CommandLine line = new CommandLine(command);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  @Test
  void convertsStdinBetweenAllForms() {
    String text = HCL;
    for (String target : List.of("yaml", "crd", "hcl", "crd", "yaml", "hcl")) {
      assertThat(stdin(text, "--to", target, "-")).as(err.toString()).isZero();
      text = out.toString();
      assertThat(text).contains("# nobody else", "# the end", "# Who may call web.");
    }
    assertThat(stdin(text, "--to", "json", "-")).isZero();
    text = out.toString();
    for (String target : List.of("hcl", "json", "crd", "json", "yaml", "json")) {
      assertThat(stdin(text, "--to", target, "-")).as(err.toString()).isZero();
      text = out.toString();
    }
    assertThat(text).contains("\"service-intentions\"", "\"shop\"");
  }

  @Test
  void readsStdinAsItIsToldTo() {
    assertThat(stdin("{\"Kind\": \"mesh\"}", "--from", "yaml", "--to", "hcl", "-")).isZero();
    assertThat(out.toString()).isEqualTo("Kind = \"mesh\"\n");
    assertThat(stdin("Kind: mesh\n", "--from", "hcl", "--to", "json", "-")).isEqualTo(1);
    assertThat(err.toString()).contains("stdin.hcl:1:");
  }

  @Test
  void keepsCommentsOnTheWayToYaml() throws IOException {
    assertThat(convert("yaml", "a.hcl", HCL)).isZero();
    assertThat(out)
        .hasToString(
            """
            # Who may call web.
            Kind: service-intentions
            Name: web
            Sources:
              # the shop
              # for now
              - Name: shop
                Peer: west
                Action: allow
              - Name: "*"
                Action: deny # nobody else
              # the end
            """);
  }

  @Test
  void writesACustomResourceAndReadsItBack() throws IOException {
    assertThat(convert("crd", "a.hcl", HCL)).isZero();
    assertThat(out)
        .hasToString(
            """
            # Who may call web.
            apiVersion: consul.hashicorp.com/v1alpha1
            kind: ServiceIntentions
            metadata:
              name: web
            spec:
              destination:
                name: web
              sources:
                # the shop
                # for now
                - name: shop
                  peer: west
                  action: allow
                - name: "*"
                  action: deny # nobody else
                # the end
            """);

    assertThat(convert("hcl", "b.yaml", out.toString())).isZero();
    assertThat(out)
        .hasToString(
            """
            # Who may call web.
            Kind = "service-intentions"
            Name = "web"
            Sources = [
              # the shop
              # for now
              {
                Name   = "shop"
                Peer   = "west"
                Action = "allow"
              },
              {
                Name   = "*"
                Action = "deny" # nobody else
              },
            ]
            # the end
            """);
  }

  @Test
  void writesJsonWithoutComments() throws IOException {
    assertThat(convert("json", "a.hcl", "Kind = \"mesh\" # all\n")).isZero();
    assertThat(out).hasToString("{\n  \"Kind\": \"mesh\"\n}\n");
  }

  @Test
  void refusesWhatIsInvalidAndWhatTheFormCannotSay() throws IOException {
    assertThat(convert("yaml", "a.hcl", "Kind = \"service-defaults\"\n")).isEqualTo(1);
    assertThat(err.toString()).contains("[TR0207]");
    assertThat(
            convert(
                "crd",
                "b.hcl",
                "Kind = \"service-defaults\"\nName = \"a\"\nMeta = { team = \"b\" }\n"))
        .isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("Meta").contains("TR0220");
    assertThat(convert("hcl", "c.yaml", "Kind: mesh\n---\nKind: mesh\n")).isEqualTo(1);
    assertThat(err.toString()).contains("[TR0220]");
  }
}
