package dev.treaty;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Walks through the code a command usually needs, so that the JVM can record it in a start-up
 * archive. Called by the launcher only, in the background.
 */
final class Training {

  static final String VERB = "aot-training";

  private static final Pattern HTTP_PORT = Pattern.compile("\"http\"\\s*:\\s*(\\d+)");
  private static final int TRIES = 600;

  private Training() {}

  static int run(String... args) {
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true));
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), true));
    return args.length > 0 && args[0].equals("agent") ? agent() : client();
  }

  private static int client() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Main.run(Persona.TREATY, nowhere, nowhere, "version");
    Main.run(Persona.TREATY, nowhere, nowhere, "--help");
    for (Verb verb : Verbs.ALL) {
      Main.run(Persona.TREATY, nowhere, nowhere, verb.name(), "--help");
    }
    // Nothing listens there: the client's classes are loaded, and no agent is disturbed.
    String nobody = "-http-addr=127.0.0.1:1";
    Main.run(Persona.TREATY, nowhere, nowhere, "peering", "list", nobody);
    Main.run(Persona.TREATY, nowhere, nowhere, "config", "list", "-kind=x", nobody);
    Main.run(Persona.TREATY, nowhere, nowhere, "members", nobody);
    project(nowhere);
    return 0;
  }

  /** Reads the example project and plans it for clusters that are not there. */
  private static void project(PrintWriter nowhere) {
    Path example = Path.of(System.getProperty("treaty.home", ""), "examples", "two-clusters");
    if (!Files.exists(example)) {
      return;
    }
    try {
      Path clusters = Files.createTempFile("treaty-training-", ".hcl");
      Files.writeString(
          clusters,
          """
          cluster "cluster-01" { address = "http://127.0.0.1:1" }
          cluster "cluster-02" { address = "http://127.0.0.1:1" }
          """);
      String folder = example.toString();
      Main.run(Persona.TREATY, nowhere, nowhere, "validate", "-C", folder);
      for (String verb : List.of("plan", "drift")) {
        Main.run(Persona.TREATY, nowhere, nowhere, verb, "-C", folder, "--clusters=" + clusters);
      }
      Files.delete(clusters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts an agent in memory, asks it a few things, and ends with the process. */
  private static int agent() {
    try {
      Path folder = Files.createTempDirectory("treaty-training-");
      Path ports = folder.resolve("ports.json");
      PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
      Thread.ofPlatform()
          .daemon()
          .start(() ->
              Main.run(
                  Persona.TREATY,
                  nowhere,
                  nowhere,
                  "agent",
                  "-dev",
                  "-http-port=0",
                  "-grpc-tls-port=0",
                  "-ports-file=" + ports));
      ask(ports);
      Files.deleteIfExists(ports);
      Files.delete(folder);
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void ask(Path ports) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      Matcher port = HTTP_PORT.matcher(Files.exists(ports) ? Files.readString(ports) : "");
      if (port.find()) {
        for (String path :
            List.of("status/leader", "agent/self", "catalog/nodes", "agent/connect/ca/roots")) {
          URLConnection connection =
              URI.create("http://127.0.0.1:" + port.group(1) + "/v1/" + path)
                  .toURL()
                  .openConnection();
          try (var body = connection.getInputStream()) {
            body.readAllBytes();
          }
        }
        return;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }
}
