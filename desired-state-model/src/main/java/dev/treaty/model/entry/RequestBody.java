package dev.treaty.model.entry;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.syntax.JsonReader;
import dev.treaty.model.syntax.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Consul's words for request bodies that are no entry at all. */
final class RequestBody {

  private RequestBody() {}

  /** The verdict on a body from which no map could be read. */
  static Verdict.Refused refuse(byte[] body, List<Diagnostic> errors) {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    if (text.isEmpty()) {
      return new Verdict.Refused(Verdict.Stage.SYNTAX, "EOF", some(errors));
    }
    boolean notAMap =
        !errors.isEmpty()
            && errors.stream().allMatch(e -> e.code().equals(DiagnosticCode.NOT_A_MAP.id()));
    if (notAMap && text.startsWith("null")) {
      return new Verdict.Refused(
          Verdict.Stage.DECODE,
          "Payload does not contain a kind/Kind key at the top level",
          some(errors));
    }
    if (notAMap) {
      return new Verdict.Refused(
          Verdict.Stage.DECODE,
          "1 error(s) decoding:\n\n* '' expected a map, got '" + kind(text) + "'",
          some(errors));
    }
    String first = errors.isEmpty() ? "unexpected EOF" : errors.getFirst().message();
    return new Verdict.Refused(Verdict.Stage.SYNTAX, first, some(errors));
  }

  private static List<Diagnostic> some(List<Diagnostic> errors) {
    return errors.isEmpty() ? JsonReader.read(new SourceText("body", "")).diagnostics() : errors;
  }

  private static String kind(String text) {
    return switch (text.charAt(0)) {
      case '[' -> "slice";
      case '"' -> "string";
      case 't', 'f' -> "bool";
      default -> "float64";
    };
  }
}
