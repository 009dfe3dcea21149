package dev.treaty.reconcile.cli.consul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.reconcile.cli.consul.ScriptedAgent.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteConfigCommandTest {

  @TempDir Path folder;
  private ScriptedAgent agent;

  @BeforeEach
  void start() throws IOException {
    agent =
        new ScriptedAgent()
            .on("GET /v1/agent/self", "{\"Config\":{\"Version\":\"1.16.4\"}}")
            .on("PUT /v1/config", "true");
  }

  @AfterEach
  void stop() {
    agent.close();
  }

  @Test
  void writesAnEntryInCanonicalNames() throws IOException {
    assertThat(write("web.hcl", "kind = \"service-defaults\"\nname = \"web\"\nprotocol = \"http\""))
        .isEqualTo(new Run(0, "Config entry written: service-defaults/web\n", ""));
    assertThat(agent.requests.get(1))
        .startsWith("PUT /v1/config {\"Kind\":\"service-defaults\",\"Name\":\"web\"")
        .contains("\"Protocol\":\"http\"");
  }

  @Test
  void readsJsonWhateverTheFileIsCalled() throws IOException {
    assertThat(write("entry", "  {\"Kind\":\"service-defaults\",\"Name\":\"web\"}").code())
        .isZero();
  }

  @Test
  void showsWhereTheBracketIsMissing() throws IOException {
    Run run =
        write(
            "exports.hcl",
            """
            Kind = "exported-services"
            Name = "default"
            Services = {
              Name = "web"
            """);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("Failed to decode config entry input: \n")
        .containsPattern("exports\\.hcl:\\d+:\\d+: error \\[TR0103\\]");
    assertThat(agent.requests).noneMatch(request -> request.startsWith("PUT"));
  }

  @Test
  void namesTheNearestRightKey() throws IOException {
    Run run = write("web.hcl", "Kind = \"service-defaults\"\nName = \"web\"\nProtcol = \"http\"");

    assertThat(run.err())
        .startsWith(
            "Failed to decode config entry input: 1 error occurred:\n"
                + "\t* invalid config key \"Protcol\"\n")
        .contains("web.hcl:3:1", "Protocol");
  }

  @Test
  void aLostCompareAndSetIsAnError() throws IOException {
    agent.on("PUT /v1/config?cas=4", "false");
    Path file =
        Files.writeString(folder.resolve("a.hcl"), "Kind = \"service-defaults\"\nName = \"web\"");

    assertThat(agent.run(new ConfigCommand(), "write", "--cas", "--modify-index=4", "" + file))
        .isEqualTo(new Run(1, "", "Config entry not updated: service-defaults/web\n"));
  }

  @Test
  void needsExactlyOneFileThatExists() {
    assertThat(agent.run(new ConfigCommand(), "write").err())
        .isEqualTo(
            "Must provide exactly one positional argument to specify the config entry to write\n");
    assertThat(agent.run(new ConfigCommand(), "write", "nope.hcl").err())
        .isEqualTo(
            "Failed to load data: Failed to read file: open nope.hcl: no such file or"
                + " directory\n");
  }

  private Run write(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return agent.run(new ConfigCommand(), "write", file.toString());
  }
}
