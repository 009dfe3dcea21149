package dev.treaty.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.log.LogHub;
import dev.treaty.agent.log.LogLevel;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.settings.LogSettings;
import dev.treaty.agent.settings.SettingsVerdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One life of an agent with its files: start, reloads, end. */
class AgentRunTest {

  private static final Pattern HTTP = Pattern.compile("\"http\": (\\d+)");

  @TempDir Path folder;

  private final StringWriter err = new StringWriter();
  private final HttpClient client = HttpClient.newHttpClient();

  /** A log that keeps nothing but its level. */
  private static final class Silent implements ProcessLog {
    private final LogHub hub = LogHub.silent();

    @Override
    public LogHub hub() {
      return hub;
    }

    @Override
    public void apply(LogSettings settings) throws IOException {
      if (settings.file().map(Path::toString).orElse("").contains("unusable")) {
        throw new IOException("unusable");
      }
      hub.level(LogLevel.of(settings.level()).orElseThrow());
    }
  }

  private final Silent log = new Silent();

  private SettingsSources sources(Path file) {
    SettingsSources sources =
        new SettingsSources(AgentSettings.server("node-one"), Optional.empty());
    sources.path(file);
    return sources;
  }

  private Path config(String more) throws IOException {
    return Files.writeString(
        folder.resolve("agent.hcl"),
        """
        data_dir  = "%s"
        bind_addr = "127.0.0.1"
        pid_file  = "%s"
        ports { http = 0 grpc_tls = 0 }
        """
                .formatted(folder.resolve("data"), folder.resolve("pid"))
            + more);
  }

  private HttpResponse<String> send(int port, String method, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  private int port() throws IOException {
    Path ports = folder.resolve("data/ports.json");
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(ports));
    Matcher port = HTTP.matcher(Files.readString(ports));
    assertThat(port.find()).isTrue();
    return Integer.parseInt(port.group(1));
  }

  @Test
  void takesWhatCanChangeAndNothingOfABrokenConfiguration() throws Exception {
    Path file = config("log_level = \"warn\"");
    SettingsSources first = sources(file);
    SettingsVerdict verdict = first.verdict();
    AgentRun run = new AgentRun(log, () -> sources(file), verdict, new PrintWriter(err, true));
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(
            () -> run.run(first.files()), task -> Thread.ofPlatform().daemon().start(task));
    int port = port();
    Path pid = folder.resolve("pid");
    Awaitility.await().until(() -> Files.exists(pid));
    assertThat(pid).hasContent(Long.toString(ProcessHandle.current().pid()));

    config("log_level = \"debug\" http_config { response_headers { X-Team = \"a\" } }");
    assertThat(send(port, "PUT", "/v1/agent/reload").statusCode()).isEqualTo(200);
    assertThat(log.hub().level()).isEqualTo(LogLevel.DEBUG);
    assertThat(send(port, "GET", "/v1/status/leader").headers().firstValue("X-Team")).contains("a");

    config("log_level = \"error\" zork = 1");
    HttpResponse<String> refused = send(port, "PUT", "/v1/agent/reload");
    assertThat(refused.statusCode()).isEqualTo(500);
    assertThat(refused.body())
        .startsWith("Failed reloading configuration: " + file + ":5:")
        .contains("zork");
    config("log_level = \"error\" log_file = \"/unusable\"");
    assertThat(send(port, "PUT", "/v1/agent/reload").body()).contains("unusable");
    assertThat(log.hub().level()).isEqualTo(LogLevel.DEBUG);
    assertThat(send(port, "GET", "/v1/status/leader").headers().firstValue("X-Team")).contains("a");

    assertThat(send(port, "PUT", "/v1/agent/leave").statusCode()).isEqualTo(200);
    assertThat(code.get()).isZero();
    assertThat(pid).doesNotExist();
  }

  @Test
  void seesFilesThatChangeByThemselves() throws Exception {
    Path file = Files.writeString(folder.resolve("a.hcl"), "x");
    int[] told = {0};
    try (ConfigurationWatch watch = ConfigurationWatch.of(Set.of(folder), () -> told[0]++)) {
      watch.check();
      assertThat(told[0]).isZero();
      Files.writeString(file, "y");
      Files.writeString(folder.resolve("notes.txt"), "no configuration");
      watch.check();
      Awaitility.await().until(() -> told[0] == 1);
      watch.check();
      assertThat(told[0]).isEqualTo(1);
    }
  }

  @Test
  void findsSecretsThatEveryoneCanRead() throws Exception {
    Path open = Files.writeString(folder.resolve("open.hcl"), "encrypt = \"abcd\"\n");
    Path shut = Files.writeString(folder.resolve("shut.json"), "{\"encrypt\": \"abcd\"}");
    Path plain =
        Files.writeString(folder.resolve("plain.hcl"), "datacenter = \"dc1\"\nencrypt = \"\"\n");
    for (Path file : List.of(open, plain)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
    Files.setPosixFilePermissions(shut, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(SecretFiles.findings(Set.of(open, shut, plain), AgentSettings.server("node-one")))
        .containsOnly(Map.entry(open, "the configuration file with a secret in it (mode 0644)"));
    Files.setPosixFilePermissions(shut, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(SecretFiles.findings(Set.of(shut), AgentSettings.server("node-one"))).hasSize(1);
  }
}
