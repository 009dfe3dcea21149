package dev.treaty.reconcile.report;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.ExplainedCode;
import dev.treaty.model.diagnostic.Severity;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Diagnostics as a SARIF 2.1.0 log, with a rule for each code that occurs. */
final class SarifLog {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
  private static final String UNRESERVED = "-._~/:@!$&'()*+,;=";

  private SarifLog() {}

  static String of(List<Diagnostic> diagnostics) {
    Map<String, Value> rules = new LinkedHashMap<>();
    Map<String, Integer> places = new LinkedHashMap<>();
    List<Value> results = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics) {
      String code = diagnostic.code();
      places.putIfAbsent(code, places.size());
      rules.computeIfAbsent(code, SarifLog::rule);
      results.add(result(diagnostic, places.getOrDefault(code, 0)));
    }
    Value.Fields driver =
        object("name", Value.text("treaty"))
            .with("rules", new Value.Items(List.copyOf(rules.values())));
    Value.Fields run =
        object("tool", object("driver", driver))
            .with("columnKind", Value.text("utf16CodeUnits"))
            .with("results", new Value.Items(results));
    return ValueJson.write(
        object("$schema", Value.text(SCHEMA))
            .with("version", Value.text("2.1.0"))
            .with("runs", Value.Items.of(run)));
  }

  private static Value rule(String code) {
    Value.Fields rule = object("id", Value.text(code));
    Optional<ExplainedCode> explained = ExplainedCode.find(code);
    if (explained.isEmpty()) {
      return rule;
    }
    ExplainedCode known = explained.get();
    return rule.with("name", Value.text(camel(known.name())))
        .with("shortDescription", object("text", Value.text(known.title() + ".")))
        .with("fullDescription", object("text", Value.text(known.cause())))
        .with("help", object("text", Value.text(known.cause() + " " + known.mend())));
  }

  /** {@code NOT_A_MAP} as {@code NotAMap}. */
  private static String camel(String name) {
    StringBuilder out = new StringBuilder();
    for (String word : name.split("_")) {
      out.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return out.toString();
  }

  private static Value result(Diagnostic diagnostic, int rule) {
    String text = diagnostic.message();
    if (!diagnostic.keyPath().isEmpty() && !text.contains(diagnostic.keyPath())) {
      text = diagnostic.keyPath() + ": " + text;
    }
    if (!diagnostic.hint().isEmpty()) {
      text += " (" + diagnostic.hint() + ")";
    }
    Value.Fields result =
        object("ruleId", Value.text(diagnostic.code()))
            .with("ruleIndex", Value.Whole.of(rule))
            .with("level", Value.text(level(diagnostic.severity())))
            .with("message", object("text", Value.text(text)));
    return diagnostic
        .range()
        .map(range -> result.with("locations", Value.Items.of(location(range))))
        .orElse(result);
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case NOTE -> "note";
    };
  }

  private static Value.Fields location(SourceRange range) {
    Value.Fields region =
        object("startLine", Value.Whole.of(range.startLine()))
            .with("startColumn", Value.Whole.of(range.startColumn()))
            .with("endLine", Value.Whole.of(range.endLine()))
            .with("endColumn", Value.Whole.of(range.endColumn()));
    return object(
        "physicalLocation",
        object("artifactLocation", object("uri", Value.text(uri(range.file()))))
            .with("region", region));
  }

  /** The path as a relative URI reference. */
  private static String uri(String path) {
    StringBuilder out = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || UNRESERVED.indexOf(c) >= 0;
      out.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    // A colon in the first segment would make it a scheme.
    int colon = out.indexOf(":");
    return colon >= 0 && !out.substring(0, colon).contains("/") ? "./" + out : out.toString();
  }

  private static Value.Fields object(String key, Value value) {
    return Value.Fields.EMPTY.with(key, value);
  }
}
