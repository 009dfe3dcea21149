package dev.treaty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code consul validate} and {@code treaty agent validate}: Consul's texts and exit codes. */
class ValidateConfigurationTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int consul(String... args) {
    return Main.run(Persona.CONSUL, new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void saysThatAConfigurationIsValid() throws IOException {
    assertThat(consul("validate", file("a.hcl", "data_dir = \"/tmp/x\""))).isZero();
    assertThat(out.toString()).isEqualTo("Configuration is valid!" + System.lineSeparator());
  }

  @Test
  void isQuietIfAsked() throws IOException {
    assertThat(consul("validate", "-quiet", file("a.hcl", "data_dir = \"/tmp/x\""))).isZero();
    assertThat(out.toString() + err).isEmpty();
  }

  @Test
  void judgesTheWholeOfAFolderInTheOrderOfNames() throws IOException {
    file("b.json", "{\"ports\": {\"http\": 70000}}");
    file("a.hcl", "data_dir = \"/tmp/x\"");
    file("c.txt", "zork");
    assertThat(consul("validate", folder.toString())).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("Config validation failed: " + folder.resolve("b.json") + ":1:20: ");
    Files.delete(folder.resolve("b.json"));
    assertThat(consul("validate", folder.toString())).isZero();
    assertThat(err.toString()).contains("c.txt was passed over");
  }

  @Test
  void failsAsConsulDoes() throws IOException {
    assertThat(consul("validate")).isEqualTo(1);
    assertThat(err.toString()).startsWith("Must specify at least one config file or directory");
    assertThat(consul("validate", file("a.hcl", ""))).isEqualTo(1);
    assertThat(err.toString()).contains("Config validation failed: data_dir cannot be empty");
    assertThat(consul("validate", "-config-format=xml", "x")).isEqualTo(1);
    assertThat(consul("validate", file("a.cfg", "data_dir = \"x\""))).isEqualTo(1);
    assertThat(consul("validate", "-config-format", "hcl", file("a.cfg", "data_dir = \"x\"")))
        .isZero();
    assertThat(consul("validate", folder.resolve("nope.hcl").toString())).isEqualTo(1);
  }

  @Test
  void isReachedUnderOurOwnNameToo() throws IOException {
    String file = file("a.hcl", "data_dir = \"/tmp/x\"");
    int code =
        Main.run(
            Persona.TREATY,
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            "agent",
            "validate",
            file);
    assertThat(code).isZero();
    assertThat(out.toString()).startsWith("Configuration is valid!");
  }
}
