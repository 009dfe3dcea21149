package dev.treaty.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** An agent in a process of its own, on ports it picked itself. */
public final class AgentProcess implements AutoCloseable {

  /** An answer of the HTTP API. */
  record Answer(int status, String body) {
    Value.Fields object() {
      return (Value.Fields) ValueJson.parse(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    List<Value> list() {
      return ValueJson.parse(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
              instanceof Value.Items(List<Value> values)
          ? values
          : List.of();
    }
  }

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path folder;
  private final String datacenter;
  private final String extra;
  private String clusterPorts = "";
  private Host host = Host.LOCAL;
  private Process process;
  private int httpPort;
  private int peeringPort;

  private AgentProcess(Path folder, String datacenter, String extra) {
    this.folder = folder;
    this.datacenter = datacenter;
    this.extra = extra;
  }

  public static AgentProcess start(Path folder, String datacenter) {
    return start(folder, datacenter, "");
  }

  /** Starts an agent; {@code extra} is more configuration, in HCL. */
  public static AgentProcess start(Path folder, String datacenter, String extra) {
    AgentProcess agent = new AgentProcess(folder, datacenter, extra);
    agent.start();
    return agent;
  }

  /**
   * Where a process runs and listens.
   *
   * @param prefix what its command begins with
   * @param bind its address for other servers
   * @param client its address for clients
   */
  record Host(List<String> prefix, String bind, String client) {
    static final Host LOCAL = new Host(List.of(), "127.0.0.1", "127.0.0.1");
  }

  /**
   * One of several servers, started without waiting for the others.
   *
   * @param lan where it and the others are joined; its own comes first
   */
  static AgentProcess server(
      Path folder, int number, Host host, int lanPort, int raftPort, List<String> lan) {
    String joins =
        lan.stream().map(address -> '"' + address + '"').collect(Collectors.joining(", "));
    AgentProcess agent =
        new AgentProcess(
            folder,
            "dc1",
            """
            node_name = "server-%d"
            bootstrap_expect = %d
            retry_join = [%s]
            retry_interval = "200ms"
            encrypt = "pUqJrVyVRj5jsiYEkM/tFQYfWyJIv4s3XkvDwy7Cu5s="
            """
                .formatted(number, lan.size(), joins));
    agent.host = host;
    agent.clusterPorts = "serf_lan = %d  server = %d".formatted(lanPort, raftPort);
    agent.launch();
    return agent;
  }

  private void start() {
    launch();
    awaitUp();
  }

  private void launch() {
    try {
      Files.createDirectories(folder);
      String defaults = "node_name = \"node-of-" + datacenter + "\"\nbootstrap_expect = 1\n";
      // After a restart the peers must find the agent where it was.
      Path config =
          Files.writeString(
              folder.resolve("agent.hcl"),
              """
              datacenter = "%s"
              server = true
              data_dir = "%s"
              bind_addr = "%s"
              client_addr = "%s"
              ports { http = %d  grpc_tls = %d  https = -1  grpc = -1  dns = -1 %s }
              peering { enabled = true }
              %s
              """
                  .formatted(
                      datacenter,
                      data(),
                      host.bind(),
                      host.client(),
                      httpPort,
                      peeringPort,
                      clusterPorts,
                      extra.contains("node_name") ? extra : defaults + extra));
      Files.deleteIfExists(data().resolve("ports.json"));
      List<String> command = new ArrayList<>(host.prefix());
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
      command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath()));
      command.addAll(List.of("dev.treaty.Main", "agent", "-config-file", config.toString()));
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns once it answers and its cluster has a leader with a CA. */
  void awaitUp() {
    // Several start at once, on machines with few cores.
    Duration patience = Duration.ofSeconds(90);
    within30Seconds().atMost(patience).until(() -> process.isAlive() && readPorts());
    within30Seconds()
        .atMost(patience)
        .until(() -> get("/v1/agent/connect/ca/roots").body().contains("ActiveRootID"));
  }

  static String classPath() {
    String separator = File.pathSeparator;
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return String.join(
        separator, Arrays.stream(all.split(separator)).filter(p -> !p.contains("test")).toList());
  }

  private boolean readPorts() {
    try {
      Value ports = ValueJson.parse(Files.readAllBytes(data().resolve("ports.json")));
      httpPort = port(ports, "http");
      peeringPort = port(ports, "grpc_tls");
      return httpPort > 0;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private static int port(Value ports, String name) {
    return ((Value.Whole) ((Value.Fields) ports).map().get(name)).number().intValueExact();
  }

  static org.awaitility.core.ConditionFactory within30Seconds() {
    return Awaitility.await()
        .pollInterval(Duration.ofMillis(20))
        .pollDelay(Duration.ZERO)
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions();
  }

  private Path data() {
    return folder.resolve("data");
  }

  Path log() {
    return folder.resolve("agent.log");
  }

  public String address() {
    return host.client() + ":" + httpPort;
  }

  /** The flag that points a command here. */
  String flag() {
    return "-http-addr=" + address();
  }

  Answer get(String path) {
    return send("GET", path, "");
  }

  Answer put(String path, String body) {
    return send("PUT", path, body);
  }

  Answer send(String method, String path, String body) {
    try {
      HttpResponse<String> response =
          HTTP.send(
              HttpRequest.newBuilder(URI.create("http://" + address() + path))
                  .timeout(Duration.ofSeconds(30))
                  .method(method, HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Registers instances of a service, numbered from 1. */
  void register(String service, int instances) {
    for (int i = 1; i <= instances; i++) {
      String body = "{\"Name\":\"%s\",\"ID\":\"%s-%d\",\"Port\":%d}";
      assertThat(
              put("/v1/agent/service/register", body.formatted(service, service, i, 9000 + i))
                  .status())
          .isEqualTo(200);
    }
  }

  /** Writes an entry and expects it to be taken. */
  void writeEntry(String json) {
    assertThat(put("/v1/config", json)).isEqualTo(new Answer(200, "true"));
  }

  int imported(String service, String peer) {
    return get("/v1/health/service/" + service + "?peer=" + peer).list().size();
  }

  String peeringState(String name) {
    Answer answer = get("/v1/peering/" + name);
    return answer.status() == 404 ? "" : answer.object().text("State");
  }

  /** Ends the process as a power cut would. */
  void kill() {
    try {
      process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops the process without ending it, as a long pause of its host would. */
  void pause() {
    signal("STOP");
  }

  void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts it again on its data, at the same ports. */
  void restart() {
    start();
  }

  /** Like {@link #restart} without waiting until it answers. */
  void relaunch() {
    launch();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
