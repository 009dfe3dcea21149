package dev.treaty.model.entry;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Consul's words for request bodies that are no entry at all. */
final class RequestBody {

  private static final String NUMBER = "the number ";

  private RequestBody() {}

  /**
   * The verdict on a body from which no map could be read.
   *
   * @param syntax what Go has against it
   * @param errors what our reader has against it
   */
  static Verdict.Refused refuse(byte[] body, Optional<String> syntax, List<Diagnostic> errors) {
    if (syntax.isPresent()) {
      return refused(Verdict.Stage.SYNTAX, syntax.get(), errors);
    }
    String text = new String(body, StandardCharsets.UTF_8).strip();
    if (text.startsWith("null")) {
      return refused(
          Verdict.Stage.DECODE,
          "Payload does not contain a kind/Kind key at the top level",
          errors);
    }
    if (!text.startsWith("{")) {
      return refused(Verdict.Stage.DECODE, "'' expected a map, got '" + kind(text) + "'", errors);
    }
    String first = errors.isEmpty() ? "the body cannot be read" : errors.getFirst().message();
    if (first.startsWith(NUMBER)) {
      String number = first.substring(NUMBER.length()).split(" ", 2)[0];
      first = "json: cannot unmarshal number " + number + " into Go value of type float64";
    }
    return refused(Verdict.Stage.SYNTAX, first, errors);
  }

  private static Verdict.Refused refused(
      Verdict.Stage stage, String text, List<Diagnostic> errors) {
    List<Diagnostic> some =
        errors.isEmpty()
            ? List.of(DiagnosticCode.JSON_SYNTAX.at(SourceRange.at("body", 1, 1), "", text))
            : errors;
    return new Verdict.Refused(stage, text, some);
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
