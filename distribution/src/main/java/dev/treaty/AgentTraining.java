package dev.treaty;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an agent does in its first minutes, done once while the JVM records: it starts on a folder,
 * is written to and read from until the hot code has a profile, and peers with a second one.
 *
 * <p>The profiles are why the first writes to a fresh agent are not the slow ones. Everything is
 * bounded in time, since it runs on a user's machine while he works.
 */
final class AgentTraining {

  private static final Pattern HTTP_PORT = Pattern.compile("\"http\"\\s*:\\s*(\\d+)");
  private static final Pattern TOKEN = Pattern.compile("\"PeeringToken\":\"([^\"]+)\"");
  private static final int TRIES = 1200;
  private static final int CLIENTS = 8;
  private static final int WRITES = 400;
  private static final int READS = 1500;
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(8);

  private final Path folder;

  private AgentTraining(Path folder) {
    this.folder = folder;
  }

  static int run() {
    try {
      Path folder = Files.createTempDirectory("treaty-training-");
      try {
        new AgentTraining(folder).train();
      } finally {
        remove(folder);
      }
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void train() throws IOException {
    String a = start("training-a");
    String b = start("training-b");
    for (int i = 0; i < 3; i++) {
      call(a, "PUT", "agent/service/register", service(i));
    }
    call(
        a,
        "PUT",
        "config",
        """
        {"Kind":"exported-services","Name":"default",
         "Services":[{"Name":"web","Consumers":[{"Peer":"training-b"}]}]}\
        """);
    call(
        a,
        "PUT",
        "config",
        """
        {"Kind":"service-intentions","Name":"web",
         "Sources":[{"Name":"api","Peer":"training-b","Action":"allow"}]}\
        """);
    for (String path :
        List.of("status/leader", "catalog/nodes", "catalog/services", "agent/connect/ca/roots")) {
      call(a, "GET", path, "");
    }
    peer(a, b);
    inParallel(WRITES, i -> call(a, "PUT", "config", entry(i)));
    inParallel(READS, i -> call(a, "GET", "health/service/web", ""));
    call(a, "GET", "config/service-defaults", "");
  }

  private void peer(String a, String b) {
    Matcher token =
        TOKEN.matcher(call(a, "POST", "peering/token", "{\"PeerName\":\"training-b\"}"));
    if (!token.find()) {
      return;
    }
    call(
        b,
        "POST",
        "peering/establish",
        "{\"PeerName\":\"training-a\",\"PeeringToken\":\"" + token.group(1) + "\"}");
    for (int i = 0; i < TRIES; i++) {
      if (call(b, "GET", "health/service/web?peer=training-a", "").contains("web-0")) {
        break;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(25));
    }
    for (int i = 0; i < 100; i++) {
      call(a, "PUT", "agent/service/register", service(i % 3));
    }
    call(a, "GET", "peerings", "");
  }

  private static String service(int n) {
    return "{\"ID\":\"web-"
        + n
        + "\",\"Name\":\"web\",\"Port\":"
        + (8000 + n)
        + ",\"Meta\":{\"at\":\""
        + System.nanoTime()
        + "\"}}";
  }

  private static String entry(int n) {
    return "{\"Kind\":\"service-defaults\",\"Name\":\"training-"
        + n % 50
        + "\",\"Protocol\":\"http\",\"Meta\":{\"at\":\""
        + System.nanoTime()
        + "\"}}";
  }

  /** Starts an agent in this process and answers where its HTTP API is. */
  private String start(String name) throws IOException {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Path config = folder.resolve(name + ".hcl");
    Path data = folder.resolve(name);
    Files.writeString(
        config,
        """
        datacenter  = "%s"
        node_name   = "%s"
        data_dir    = "%s"
        bind_addr   = "127.0.0.1"
        client_addr = "127.0.0.1"
        ports { http = 0  grpc_tls = 0 }
        """
            .formatted(name, name, data));
    Thread.ofPlatform()
        .daemon()
        .start(() -> Main.run(Persona.TREATY, nowhere, nowhere, "agent", "-config-file=" + config));
    Path ports = data.resolve("ports.json");
    for (int i = 0; i < TRIES; i++) {
      Matcher port = HTTP_PORT.matcher(Files.exists(ports) ? Files.readString(ports) : "");
      if (port.find()) {
        return "http://127.0.0.1:" + port.group(1) + "/v1/";
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(25));
    }
    throw new IOException("the agent did not start");
  }

  private static void inParallel(int each, IntConsumer work) {
    long end = System.nanoTime() + MOST_NANOS;
    List<Thread> threads = new ArrayList<>();
    for (int c = 0; c < CLIENTS; c++) {
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                for (int i = 0; i < each && System.nanoTime() < end; i++) {
                  work.accept(i);
                }
              }));
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static String call(String api, String method, String path, String body) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(api + path).toURL().openConnection();
      connection.setRequestMethod(method);
      connection.setReadTimeout(30_000);
      if (!body.isEmpty()) {
        connection.setDoOutput(true);
        connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
      }
      InputStream answer =
          connection.getResponseCode() < 400
              ? connection.getInputStream()
              : connection.getErrorStream();
      if (answer == null) {
        return "";
      }
      try (answer) {
        return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}
