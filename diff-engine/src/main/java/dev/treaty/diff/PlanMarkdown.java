package dev.treaty.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A plan as a comment for a pull request: short, deletes first, never over the size of one. */
public final class PlanMarkdown {

  /** GitHub takes 65,535 characters; what is cut here is still in the other forms. */
  static final int LONGEST = 60_000;

  private static final int MOST_DELETES = 200;

  private PlanMarkdown() {}

  public static String of(Plan plan) {
    StringBuilder out = new StringBuilder("### Treaty plan for ");
    out.append(code(plan.project()))
        .append(" at ")
        .append(code(Printable.revision(plan.revision())))
        .append("\n\n");
    String text = PlanText.of(plan);
    if (plan.isEmpty() && plan.reports().isEmpty() && plan.isComplete()) {
      return out.append(text).toString();
    }
    out.append("**").append(PlanText.summary(plan)).append("**\n");
    if (plan.safety().isExceeded()) {
      out.append("\n**Over the deletion cap: nothing will be written.**\n");
    }
    for (ReadProblem problem : plan.problems()) {
      out.append("\nNot read whole: ")
          .append(code(problem.cluster().text()))
          .append(", ")
          .append(code(problem.message()))
          .append('\n');
    }
    deletes(plan, out);
    table(plan, out);
    details(text, out);
    return out.toString();
  }

  private static void deletes(Plan plan, StringBuilder out) {
    List<Change> deletes =
        plan.changes().stream()
            .filter(c -> c.action() == Action.DELETE || c.action() == Action.REPLACE)
            .toList();
    if (deletes.isEmpty()) {
      return;
    }
    out.append("\nDestroyed:\n\n");
    for (Change change : deletes.subList(0, Math.min(MOST_DELETES, deletes.size()))) {
      out.append("- ")
          .append(code(change.address()))
          .append(change.action() == Action.REPLACE ? " and made anew" : "")
          .append(", ")
          .append(change.reason().text())
          .append('\n');
    }
    if (deletes.size() > MOST_DELETES) {
      out.append("- and ").append(deletes.size() - MOST_DELETES).append(" more\n");
    }
  }

  private static void table(Plan plan, StringBuilder out) {
    Map<String, int[]> counts = new TreeMap<>();
    List<Change> all = new ArrayList<>(plan.changes());
    all.addAll(plan.reports());
    for (Change change : all) {
      String row =
          switch (change) {
            case EntryChange entry -> code(entry.cluster().text());
            case PeerChange peer -> "peerings";
          };
      counts.computeIfAbsent(row, r -> new int[4])[column(change.action())]++;
      if (change.action() == Action.REPLACE) {
        counts.get(row)[column(Action.DELETE)]++;
      }
    }
    out.append("\n| where | add | change | destroy | reported |\n|---|---:|---:|---:|---:|\n");
    counts.forEach((row, n) ->
        out.append(
            "| " + row + " | " + n[0] + " | " + n[1] + " | " + n[2] + " | " + n[3] + " |\n"));
  }

  private static int column(Action action) {
    return switch (action) {
      case CREATE, REPLACE -> 0;
      case UPDATE -> 1;
      case DELETE -> 2;
      case REPORT, KEEP -> 3;
    };
  }

  private static void details(String text, StringBuilder out) {
    int room = Math.max(0, LONGEST - out.length() - 200);
    String shown = text;
    if (text.length() > room) {
      int end = text.lastIndexOf('\n', room);
      String rest = text.substring(Math.max(0, end));
      shown = text.substring(0, Math.max(0, end)) + "\n… " + rest.lines().count() + " lines more";
    }
    String fence = "`".repeat(Math.max(3, longestRun(shown) + 1));
    out.append("\n<details><summary>Every change</summary>\n\n")
        .append(fence)
        .append("diff\n")
        .append(shown.stripTrailing())
        .append('\n')
        .append(fence)
        .append("\n\n</details>\n");
  }

  /** Text as inline code that nothing in it can end. */
  private static String code(String text) {
    String harmless = Printable.of(text).replace("|", "\\|");
    String fence = "`".repeat(longestRun(harmless) + 1);
    String space = harmless.startsWith("`") || harmless.endsWith("`") ? " " : "";
    return fence + space + harmless + space + fence;
  }

  private static int longestRun(String text) {
    int longest = 0;
    int run = 0;
    for (int at = 0; at < text.length(); at++) {
      run = text.charAt(at) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
