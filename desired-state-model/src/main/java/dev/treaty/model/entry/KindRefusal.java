package dev.treaty.model.entry;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.schema.Nearest;
import dev.treaty.model.value.GoFormat;
import java.util.List;

/** Refuses kinds that do not exist, and those that are not judged yet. */
final class KindRefusal {

  private KindRefusal() {}

  static Verdict.Refused of(String kind, SourceRange range) {
    if (Kinds.isKnown(kind)) {
      String text = "config entry kind " + kind + " is not supported by this version yet";
      return refused(
          text,
          DiagnosticCode.UNSUPPORTED_KIND
              .at(
                  range,
                  "Kind",
                  "the kind " + GoFormat.quote(kind) + " is not supported by this version yet")
              .withHint("supported are " + String.join(", ", Kinds.supported())));
    }
    String text = "invalid config entry kind: " + kind;
    Diagnostic diagnostic =
        DiagnosticCode.UNKNOWN_KIND.at(
            range, "Kind", "there is no config entry kind " + GoFormat.quote(kind));
    String near = Nearest.of(kind, Kinds.supported()).orElse("");
    return refused(
        text,
        diagnostic.withHint(
            near.isEmpty()
                ? "the kinds are " + String.join(", ", Kinds.supported())
                : "did you mean \"" + near + "\"?"));
  }

  private static Verdict.Refused refused(String text, Diagnostic diagnostic) {
    return new Verdict.Refused(Verdict.Stage.DECODE, text, List.of(diagnostic));
  }
}
