package dev.treaty;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Walks through the code a command usually needs, so that the JVM can record it in a start-up
 * archive. Called by the launcher only, in the background.
 */
final class Training {

  static final String VERB = "aot-training";

  private Training() {}

  static int run(String... args) {
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true));
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), true));
    return args.length > 0 && args[0].equals("agent") ? AgentTraining.run() : client();
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
}
