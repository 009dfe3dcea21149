package dev.treaty.reconcile.report;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Diagnostics as a JUnit report: a file is a test case. */
final class JunitReport {

  private JunitReport() {}

  /**
   * Writes one test suite.
   *
   * @param files what was looked at, the faultless ones too
   */
  static String of(List<String> files, List<Diagnostic> diagnostics) {
    Map<String, List<Diagnostic>> byFile = new LinkedHashMap<>();
    files.forEach(file -> byFile.put(file, new ArrayList<>()));
    for (Diagnostic diagnostic : diagnostics) {
      String file = diagnostic.range().map(SourceRange::file).orElse("project");
      byFile.computeIfAbsent(file, missing -> new ArrayList<>()).add(diagnostic);
    }
    if (byFile.isEmpty()) {
      byFile.put("project", List.of());
    }
    long failed =
        byFile.values().stream()
            .filter(found -> found.stream().anyMatch(Diagnostic::isError))
            .count();
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.append("<testsuites>\n<testsuite name=\"treaty\" tests=\"")
        .append(byFile.size())
        .append("\" failures=\"")
        .append(failed)
        .append("\" errors=\"0\" skipped=\"0\">\n");
    byFile.forEach((file, found) -> testCase(out, file, found));
    return out.append("</testsuite>\n</testsuites>\n").toString();
  }

  private static void testCase(StringBuilder out, String file, List<Diagnostic> found) {
    out.append("  <testcase classname=\"treaty\" name=\"").append(Markup.xml(file)).append('"');
    if (found.isEmpty()) {
      out.append("/>\n");
      return;
    }
    out.append(">\n");
    for (Diagnostic error : found) {
      if (error.isError()) {
        out.append("    <failure message=\"")
            .append(Markup.xml(line(error, file)))
            .append("\" type=\"")
            .append(Markup.xml(error.code()))
            .append("\">")
            .append(Markup.xml(error.hint()))
            .append("</failure>\n");
      }
    }
    List<String> remarks =
        found.stream()
            .filter(diagnostic -> !diagnostic.isError())
            .map(diagnostic ->
                Markup.xml(diagnostic.severity().word() + ": " + line(diagnostic, file)))
            .toList();
    if (!remarks.isEmpty()) {
      out.append("    <system-out>").append(String.join("\n", remarks)).append("</system-out>\n");
    }
    out.append("  </testcase>\n");
  }

  private static String line(Diagnostic diagnostic, String file) {
    return diagnostic.range().map(SourceRange::position).orElse(file) + ": " + diagnostic.message();
  }
}
