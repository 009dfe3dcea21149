package dev.treaty;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs a command line as {@code main} does, in this JVM. */
public final class InProcess {

  /** What came of a command. */
  public record Run(int code, String out, String err) {}

  private InProcess() {}

  public static Run treaty(String... arguments) {
    return run(Persona.TREATY, arguments);
  }

  public static Run consul(String... arguments) {
    return run(Persona.CONSUL, arguments);
  }

  private static Run run(Persona persona, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(persona, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Run(code, out.toString(), err.toString());
  }
}
