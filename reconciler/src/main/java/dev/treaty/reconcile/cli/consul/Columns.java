package dev.treaty.reconcile.cli.consul;

import java.util.ArrayList;
import java.util.List;

/** Rows in columns as Consul's commands print them: two spaces between, the last one not padded. */
final class Columns {

  private final List<List<String>> rows = new ArrayList<>();

  Columns row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  String text() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).codePointCount(0, row.get(i).length()));
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String cell = row.get(i);
        line.append(cell);
        if (i < row.size() - 1) {
          line.repeat(' ', widths[i] - cell.codePointCount(0, cell.length()) + 2);
        }
      }
      lines.add(line.toString());
    }
    return String.join("\n", lines);
  }
}
