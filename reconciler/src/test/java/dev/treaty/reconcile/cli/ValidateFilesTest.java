package dev.treaty.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import picocli.CommandLine;

class ValidateFilesTest {

  @TempDir Path temp;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int validate(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = new CommandLine(new ValidateCommand());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  private String write(String name, String text) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return file.toString();
  }

  private String good() throws IOException {
    return write("good.hcl", "Kind = \"service-defaults\"\nName = \"web\"\nProtocol = \"HTTP\"\n");
  }

  private String bad() throws IOException {
    return write("bad.hcl", "Kind = \"service-defaults\"\nName = \"web\"\n\nProtcol = \"http\"\n");
  }

  private static Value.Fields json(String text) {
    return (Value.Fields) ValueJson.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<Value.Fields> lines() {
    return out.toString().lines().map(ValidateFilesTest::json).toList();
  }

  @Test
  void judgesEachFileAloneAndSaysHowMany() throws IOException {
    assertThat(validate(good())).isZero();
    assertThat(out).hasToString("Valid: 1 file, 1 entry.\n");

    assertThat(validate(good(), bad())).isEqualTo(1);
    assertThat(out).hasToString("Invalid: 1 of 2 files; 1 error.\n");
    assertThat(err.toString())
        .contains("bad.hcl:4:1: error [TR0204]")
        .contains("did you mean \"Protocol\"?");
  }

  @Test
  void writesALineAFileWithWhatAServerWouldStore() throws IOException {
    assertThat(validate("-o", "ndjson", good(), bad())).isEqualTo(1);

    Value.Fields first = lines().get(0);
    Value.Fields second = lines().get(1);
    assertThat(first.text("file")).endsWith("good.hcl");
    assertThat(first.text("verdict")).isEqualTo("valid");
    assertThat(first.maps("entries").getFirst().text("Protocol")).isEqualTo("http");
    assertThat(second.text("verdict")).isEqualTo("invalid");
    assertThat(second.text("stage")).isEqualTo("decode");
    assertThat(second.maps("diagnostics").getFirst().get("line")).contains(Value.Whole.of(4));
    assertThat(second.items("entries")).isEmpty();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void namesTheStageAtWhichAFileFails() throws IOException {
    String syntax = write("syntax.hcl", "Kind = ");
    String rule = write("rule.json", "{\"Kind\":\"service-defaults\",\"Name\":\"*\"}");
    String empty = write("empty.hcl", "# nothing\n");
    String comments = write("comments.yaml", "# nothing\n");

    assertThat(validate("-o", "ndjson", syntax, rule, empty, comments)).isEqualTo(1);
    assertThat(lines())
        .extracting(line -> line.text("stage"))
        .containsExactly("syntax", "validate", "decode", "");
  }

  @Test
  void keepsTheOrderOfThousandsOfFiles() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-o", "ndjson"));
    for (int i = 0; i < 2000; i++) {
      arguments.add(
          write("many/" + i + ".hcl", "Kind = \"service-defaults\"\nName = \"s" + i + "\"\n"));
    }
    assertThat(validate(arguments.toArray(String[]::new))).isZero();

    List<Value.Fields> lines = lines();
    assertThat(lines).hasSize(2000);
    for (int i = 0; i < 2000; i++) {
      assertThat(lines.get(i).maps("entries").getFirst().text("Name")).isEqualTo("s" + i);
    }
  }

  @Test
  void readsFoldersAndRefusesFilesThatAreNotThere() throws IOException {
    write("folder/b.hcl", "Kind = \"service-defaults\"\nName = \"b\"\n");
    write("folder/inner/a.yaml", "Kind: service-defaults\nName: a\n");
    write("folder/README.md", "no entry");

    assertThat(validate(temp.resolve("folder").toString())).isZero();
    assertThat(out).hasToString("Valid: 2 files, 2 entries.\n");
    assertThat(validate(temp.resolve("absent.hcl").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("[TR0612] there is no such file");
  }

  @Test
  void judgesAsTheReleaseAndTheEditionAskedFor() throws IOException {
    String file =
        write("a.hcl", "Kind = \"service-defaults\"\nName = \"web\"\nMutualTLSMode = \"strict\"\n");
    String partition =
        write("b.hcl", "Kind = \"service-defaults\"\nName = \"web\"\nPartition = \"p\"\n");

    assertThat(validate(file)).isZero();
    assertThat(validate("--consul-version", "1.15.0", file)).isEqualTo(1);
    assertThat(err.toString()).contains("[TR0209]");
    assertThat(validate(partition)).isEqualTo(1);
    assertThat(validate("--consul-edition", "enterprise", partition)).isZero();
    assertThat(validate("--consul-version", "x", file)).isEqualTo(2);
  }

  @Test
  void writesOneJsonDocument() throws IOException {
    assertThat(validate("-o", "json", good(), bad())).isEqualTo(1);

    Value.Fields document = json(out.toString());
    assertThat(document.maps("files")).hasSize(2);
    assertThat(document.get("valid")).contains(Value.Flag.FALSE);
  }

  @Test
  void writesSarifWithRulesThatExplainThemselves() throws IOException {
    assertThat(validate("-o", "sarif", bad(), bad())).isEqualTo(1);

    Value.Fields log = json(out.toString());
    Value.Fields run = log.maps("runs").getFirst();
    List<Value.Fields> rules = run.fields("tool").fields("driver").maps("rules");
    assertThat(log.text("version")).isEqualTo("2.1.0");
    assertThat(rules).hasSize(1);
    assertThat(rules.getFirst().text("id")).isEqualTo("TR0204");
    assertThat(rules.getFirst().fields("help").text("text")).contains("spelling");
    assertThat(run.maps("results")).hasSize(2);
    for (Value.Fields result : run.maps("results")) {
      assertThat(result.get("ruleIndex")).contains(Value.Whole.of(0));
      Value.Fields place = result.maps("locations").getFirst().fields("physicalLocation");
      assertThat(place.fields("artifactLocation").text("uri")).endsWith("/bad.hcl");
      assertThat(place.fields("region"))
          .isEqualTo(json("{\"startLine\":4,\"startColumn\":1,\"endLine\":4,\"endColumn\":8}"));
    }
  }

  @Test
  void writesWellFormedJunitOfHostileText() throws Exception {
    String hostile =
        write(
            "hostile.json",
            "{\"Kind\":\"service-defaults\",\"Name\":\"web\","
                + "\"<&\\u0001\\u001b[31m\\\"']]>\\ufffe\\u202e\":1}");

    assertThat(validate("-o", "junit", good(), hostile)).isEqualTo(1);

    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(out.toString().getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(2);
    assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(1);
    assertThat(out.toString()).contains("\\u001b[31m").doesNotContain("\u001b");
  }

  @Test
  void writesAnnotationsThatNoTextCanBreakOutOf() throws IOException {
    String hostile =
        write(
            "hostile,x.json",
            "{\"Kind\":\"service-defaults\",\"Name\":\"web\",\"a\\n::error::b%\":1}");

    assertThat(validate("-o", "github", good(), hostile)).isEqualTo(1);

    assertThat(out.toString().lines()).hasSize(1);
    assertThat(out.toString())
        .startsWith("::error file=")
        .contains("hostile%2Cx.json,line=1,col=41,endColumn=")
        .contains(",title=TR0204%3A The key is unknown::")
        .contains("a%0A::error::b%25");
  }
}
