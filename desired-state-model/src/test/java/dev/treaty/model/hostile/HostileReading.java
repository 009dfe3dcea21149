package dev.treaty.model.hostile;

import com.sun.management.OperatingSystemMXBean;
import dev.treaty.model.convert.Conversion;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.entry.EntryJudge;
import dev.treaty.model.entry.FileVerdict;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.Verdict;
import dev.treaty.model.filter.FilterSyntax;
import dev.treaty.model.project.ClustersFile;
import dev.treaty.model.project.ProjectLoader;
import dev.treaty.model.project.SourceTree;
import dev.treaty.model.syntax.CanonicalLayout;
import dev.treaty.model.syntax.Form;
import dev.treaty.model.syntax.Formatted;
import dev.treaty.model.syntax.SourceText;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads hostile inputs in a process of its own and prints what each cost: {@code name, milliseconds
 * of processor time of the whole process, outcome}, separated by tabs.
 */
final class HostileReading {

  private HostileReading() {}

  /**
   * @param names the inputs to read, or none for all; {@code --cold} before them reads none first
   */
  public static void main(String[] names) {
    boolean cold = names.length > 0 && names[0].equals("--cold");
    Map<String, Supplier<String>> inputs = HostileInputs.all();
    List<String> wanted =
        names.length > (cold ? 1 : 0)
            ? List.of(names).subList(cold ? 1 : 0, names.length)
            : List.copyOf(inputs.keySet());
    if (!cold) {
      outcome("sources.json", inputs.get("sources.json").get().getBytes(StandardCharsets.UTF_8));
    }
    for (String name : wanted) {
      byte[] bytes = inputs.get(name).get().getBytes(StandardCharsets.UTF_8);
      long before = processorNanos();
      String outcome;
      try {
        outcome = outcome(name, bytes);
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        outcome = "THROWN " + e;
      }
      long spent = processorNanos() - before;
      System.out.printf(Locale.ROOT, "%s\t%.1f\t%s%n", name, spent / 1e6, outcome);
    }
  }

  private static long processorNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static String outcome(String name, byte[] bytes) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "body" ->
          EntryJudge.judgeJson(bytes, ServerProfile.DEFAULT) instanceof Verdict.Refused refused
              ? said(refused.diagnostics())
              : "read";
      case "filter" ->
          FilterSyntax.read(new String(bytes, StandardCharsets.UTF_8))
                  instanceof FilterSyntax.Refused
              ? "refused"
              : "read";
      case "project" ->
          said(ProjectLoader.project(SourceTree.of(Map.of("treaty.hcl", bytes))).diagnostics());
      case "clusters" -> String.valueOf(ClustersFile.read("clusters.hcl", bytes) != null);
      case "format" -> layout(name + ".hcl", bytes, Form.HCL);
      case "format-yaml" -> layout(name + ".yaml", bytes, Form.YAML);
      case "convert" -> converted(name + ".hcl", bytes, Conversion.Target.YAML);
      case "convert-yaml" -> converted(name + ".yaml", bytes, Conversion.Target.HCL);
      default ->
          said(FileVerdict.of(SourceText.of(name, bytes), ServerProfile.DEFAULT).diagnostics());
    };
  }

  private static String layout(String file, byte[] bytes, Form form) {
    return switch (CanonicalLayout.of(SourceText.of(file, bytes), form)) {
      case Formatted.Text text -> "read";
      case Formatted.Refused refused -> said(refused.diagnostics());
    };
  }

  private static String converted(String file, byte[] bytes, Conversion.Target target) {
    return switch (Conversion.convert(SourceText.of(file, bytes), target, ServerProfile.DEFAULT)) {
      case Conversion.Refused refused -> said(refused.diagnostics());
      case Conversion.Converted converted -> "read";
    };
  }

  private static String said(List<Diagnostic> diagnostics) {
    for (Diagnostic diagnostic : diagnostics) {
      if (diagnostic.message().length() + diagnostic.hint().length() > 2100) {
        return "THROWN too long: " + diagnostic.message().length();
      }
    }
    return diagnostics.isEmpty()
        ? "read"
        : diagnostics.size() + " diagnostics, " + diagnostics.getFirst().code();
  }
}
