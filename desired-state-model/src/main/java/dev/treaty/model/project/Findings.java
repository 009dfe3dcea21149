package dev.treaty.model.project;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.Severity;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.syntax.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Collects diagnostics and gives each the source line it is about. Confined to one load. */
final class Findings {

  /** A line that is not shown, whatever else is wrong with it. */
  private static final Pattern MAY_HOLD_SECRET =
      Pattern.compile(
          "(?i)(token|secret|password|private_?key|credential)[a-z_\"']*\\s*[=:]|://[^/ ]*@");

  /** Nobody reads more. */
  private static final int MAX_FOR_A_FILE = 100;

  private final Map<String, SourceText> sources = new TreeMap<>();
  private final List<Diagnostic> all = new ArrayList<>();
  private final Map<About, Integer> counts = new HashMap<>();

  /** Errors and warnings are counted apart, so that none keeps an error from being told. */
  private record About(String file, Severity severity) {}

  /** From now on diagnostics about this file get excerpts. */
  void know(SourceText source) {
    sources.put(source.file(), source);
  }

  void add(Diagnostic diagnostic) {
    if (!isOneOfTheFirst(diagnostic)) {
      return;
    }
    SourceText source = diagnostic.range().map(range -> sources.get(range.file())).orElse(null);
    Diagnostic full = source == null ? diagnostic : source.withExcerpt(diagnostic);
    all.add(full.withExcerpt(harmless(full.excerpt())));
  }

  /** The line at which a range begins, for what is found later; empty if it may hold a secret. */
  String excerpt(SourceRange range) {
    SourceText source = sources.get(range.file());
    return source == null ? "" : harmless(source.excerpt(range.startLine()));
  }

  private static String harmless(String excerpt) {
    return MAY_HOLD_SECRET.matcher(excerpt).find() ? "" : excerpt;
  }

  /**
   * For a key that nobody knows: it may be a misspelt secret, so the line is shown up to the key's
   * end only.
   */
  void unknownKey(SourceRange range, String keyPath, String message, String hint) {
    Diagnostic plain = DiagnosticCode.UNKNOWN_SETTING.at(range, keyPath, message).withHint(hint);
    SourceText source = sources.get(range.file());
    String line = source == null ? "" : source.withExcerpt(plain).excerpt();
    int end = Math.min(line.length(), Math.max(0, range.endColumn() - 1));
    add(plain.withExcerpt(line.substring(0, end) + (end < line.length() ? " …" : "")));
  }

  /** For what must not be shown again: no excerpt. */
  void addWithoutExcerpt(Diagnostic diagnostic) {
    if (isOneOfTheFirst(diagnostic)) {
      all.add(diagnostic);
    }
  }

  private boolean isOneOfTheFirst(Diagnostic diagnostic) {
    String file = diagnostic.range().map(SourceRange::file).orElse("");
    return counts.merge(new About(file, diagnostic.severity()), 1, Integer::sum) <= MAX_FOR_A_FILE;
  }

  void addAll(List<Diagnostic> diagnostics) {
    diagnostics.forEach(this::add);
  }

  void error(DiagnosticCode code, SourceRange range, String keyPath, String message) {
    add(code.at(range, keyPath, message));
  }

  void error(DiagnosticCode code, SourceRange range, String keyPath, String message, String hint) {
    add(code.at(range, keyPath, message).withHint(hint));
  }

  boolean hasErrors() {
    return all.stream().anyMatch(Diagnostic::isError);
  }

  List<Diagnostic> list() {
    return List.copyOf(all);
  }
}
