package dev.treaty;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Walks through the code a command usually needs, so that the JVM can record it in a start-up
 * archive. Called by the launcher only, in the background.
 */
final class Training {

  static final String VERB = "aot-training";

  private Training() {}

  static int run(String... args) {
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true));
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Main.run(Persona.TREATY, nowhere, nowhere, "version");
    Main.run(Persona.TREATY, nowhere, nowhere, "--help");
    for (Verb verb : Verbs.ALL) {
      Main.run(Persona.TREATY, nowhere, nowhere, verb.name(), "--help");
    }
    return 0;
  }
}
