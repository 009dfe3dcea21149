package dev.treaty.model.syntax;

import dev.treaty.model.diagnostic.Diagnostic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Lays YAML out in one way: two spaces a level, lists too, one space behind {@code :} and {@code
 * -}, at most one empty line, nothing at the ends of lines.
 *
 * <p>The style of scalars and of collections in brackets stays, as do comments and the order of
 * keys.
 */
public final class YamlFormat {

  private static final Pattern MARKER = Pattern.compile("(---|\\.\\.\\.)(\\s.*)?|%.*");
  private static final Pattern HEADER = Pattern.compile("[|>][-+]?([1-9]?)[-+]?\\s*(#.*)?$");

  /** A collection that is open, where it stood and where it goes. */
  private record Level(int before, int after, boolean list) {}

  private final String[] lines;
  private final YamlLayout layout;
  private final Deque<Level> open = new ArrayDeque<>();

  /** The indentation of each line before and after; -1 where it has none of its own. */
  private final int[] before;

  private final int[] after;

  /** For each comment, where the last line before it goes that stands as it does; -1 for none. */
  private final int[] like;

  private final String[] result;
  private Block block = new Block(-1, false, 0, 0);

  /**
   * How the lines of a block scalar move.
   *
   * @param first the line of its header
   */
  private record Block(int first, boolean moves, int from, int to) {}

  private YamlFormat(String text) {
    this.lines = text.split("\n", -1);
    this.layout = YamlLayout.of(text);
    this.before = new int[lines.length];
    this.after = new int[lines.length];
    this.like = new int[lines.length];
    this.result = new String[lines.length];
  }

  /** Formats a stream that can be read. */
  public static Formatted format(SourceText source) {
    List<Diagnostic> faults =
        YamlReader.read(source).stream()
            .flatMap(document -> document.diagnostics().stream())
            .toList();
    if (faults.stream().anyMatch(Diagnostic::isError)) {
      return new Formatted.Refused(faults);
    }
    String text = source.text().replace("\r\n", "\n").replace('\r', '\n');
    if (!ExplicitKeys.areIn(text)) {
      return new Formatted.Text(new YamlFormat(text).text());
    }
    String joined = ExplicitKeys.joined(text);
    boolean possible = CanonicalLayout.sameMeaning(source, joined, Form.YAML);
    // A key that is a map or has several lines stays as it is, and all around it.
    return new Formatted.Text(
        possible && !ExplicitKeys.areIn(joined) ? new YamlFormat(joined).text() : text);
  }

  private String text() {
    Map<Integer, Integer> byColumn = new HashMap<>();
    for (int at = 0; at < lines.length; at++) {
      line(at);
      if (before[at] >= 0) {
        byColumn.put(before[at], after[at]);
      }
      like[at] = byColumn.getOrDefault(indentation(lines[at]), -1);
    }
    for (int at = lines.length - 1; at >= 0; at--) {
      if (isRemark(at)) {
        remark(at);
      }
    }
    return joined();
  }

  private boolean isRemark(int at) {
    return layout.body(at).isEmpty() && lines[at].stripLeading().startsWith("#");
  }

  private void line(int at) {
    String line = lines[at];
    before[at] = -1;
    after[at] = -1;
    result[at] = line;
    YamlLayout.Body body = layout.body(at).orElse(null);
    if (body == YamlLayout.Body.BLOCK) {
      block(at);
    } else if (body == YamlLayout.Body.MOVED) {
      moved(at);
    } else if (MARKER.matcher(line).matches()) {
      open.clear();
      before[at] = 0;
      after[at] = 0;
      result[at] = line.stripTrailing();
    } else if (!line.isBlank() && !isRemark(at)) {
      content(at, line);
    } else {
      result[at] = line.strip();
    }
  }

  /** A line that begins with a key, a dash or a value. */
  private void content(int at, String line) {
    int column = indentation(line);
    StringBuilder out = new StringBuilder();
    int from = column;
    int start = -1;
    while (isDash(line, from)) {
      int to = level(from, true);
      start = start < 0 ? to : start;
      int inner = from + 1;
      while (inner < line.length() && isWhite(line.charAt(inner))) {
        inner++;
      }
      if (inner >= line.length() || line.charAt(inner) == '#') {
        break;
      }
      out.append("- ");
      from = inner;
    }
    boolean key = layout.isKey(at, line.codePointCount(0, from));
    if (key) {
      int to = level(from, false);
      start = start < 0 ? to : start;
    } else if (start < 0) {
      closeDeeperThan(column);
      start = open.isEmpty() ? 0 : open.getFirst().after() + 2;
    }
    String rest = withoutGaps(at, line).substring(from);
    before[at] = column;
    after[at] = start;
    boolean bodyFollows = layout.body(at + 1).isPresent() && layout.firstLine(at + 1) == at;
    String tail = bodyFollows ? rest : rest.stripTrailing();
    result[at] = " ".repeat(start) + out + tail;
  }

  private String withoutGaps(int at, String line) {
    String out = line;
    List<YamlLayout.Gap> gaps = layout.gaps(at);
    for (int i = gaps.size() - 1; i >= 0; i--) {
      int from = line.offsetByCodePoints(0, gaps.get(i).from());
      int to = line.offsetByCodePoints(0, gaps.get(i).to());
      if (line.substring(from, to).strip().equals(":")) {
        out = out.substring(0, from) + ": " + out.substring(to);
      }
    }
    return out;
  }

  private static boolean isDash(String line, int at) {
    return at < line.length()
        && line.charAt(at) == '-'
        && (at + 1 == line.length() || isWhite(line.charAt(at + 1)));
  }

  private static boolean isWhite(char c) {
    return c == ' ' || c == '\t';
  }

  /** The new column of an entry of the collection that stands at this column. */
  private int level(int column, boolean list) {
    closeDeeperThan(column);
    if (!open.isEmpty() && open.getFirst().before() == column && open.getFirst().list() && !list) {
      open.removeFirst();
    }
    if (!open.isEmpty() && open.getFirst().before() == column && open.getFirst().list() == list) {
      return open.getFirst().after();
    }
    int after = open.isEmpty() ? 0 : open.getFirst().after() + 2;
    open.addFirst(new Level(column, after, list));
    return after;
  }

  private void closeDeeperThan(int column) {
    while (!open.isEmpty() && open.getFirst().before() > column) {
      open.removeFirst();
    }
  }

  /** A further line of a value that moves as its first line does. */
  private void moved(int at) {
    String line = lines[at];
    int first = layout.firstLine(at);
    int column = indentation(line);
    if (!line.isBlank() && column < line.length() && line.charAt(column) != '\t') {
      // A further line may stand left of the first one, but not of what holds the value.
      int least = open.isEmpty() ? 0 : open.getFirst().after() + 1;
      int to = Math.max(least, column + after[first] - before[first]);
      result[at] = " ".repeat(to) + line.substring(column);
    }
  }

  /** A line of a block scalar, two deeper than what holds it. */
  private void block(int at) {
    int first = layout.firstLine(at);
    if (lines[at].isBlank() && indentation(lines[at]) == 0) {
      return;
    }
    if (block.first() != first) {
      block = blockOf(first);
    }
    int column = indentation(lines[at]);
    if (block.moves() && column >= block.from()) {
      result[at] = " ".repeat(column + block.to() - block.from()) + lines[at].substring(column);
    } else if (block.moves() && lines[at].isBlank()) {
      result[at] = "";
    }
  }

  private Block blockOf(int first) {
    var header = HEADER.matcher(lines[first]);
    if (MARKER.matcher(lines[first]).matches() || open.isEmpty() || !header.find()) {
      return new Block(first, false, 0, 0);
    }
    Level holder = open.getFirst();
    if (header.group(1).isEmpty()) {
      return new Block(first, true, firstIndentation(first + 1), holder.after() + 2);
    }
    int deeper = Integer.parseInt(header.group(1));
    return new Block(first, true, holder.before() + deeper, holder.after() + deeper);
  }

  private int firstIndentation(int from) {
    for (int at = from; at < lines.length; at++) {
      if (!lines[at].isBlank()) {
        return indentation(lines[at]);
      }
    }
    return 0;
  }

  /** A comment goes where the next line like it goes, or the last one. */
  private void remark(int at) {
    int column = indentation(lines[at]);
    int next = at + 1;
    while (next < lines.length && after[next] < 0) {
      next++;
    }
    int nextAfter = next < lines.length ? after[next] : 0;
    int to = nextAfter;
    boolean afterBlock =
        at > 0 && layout.body(at - 1).filter(body -> body == YamlLayout.Body.BLOCK).isPresent();
    if (!afterBlock && like[at] >= 0 && (next >= lines.length || before[next] != column)) {
      to = like[at];
    }
    before[at] = column;
    after[at] = to;
    result[at] = " ".repeat(to) + lines[at].strip();
  }

  private String joined() {
    List<String> out = new ArrayList<>();
    for (int at = 0; at < lines.length; at++) {
      boolean free = layout.body(at).isEmpty() && result[at].isBlank();
      if (free && (out.isEmpty() || (out.getLast().isBlank() && layout.body(at - 1).isEmpty()))) {
        continue;
      }
      out.add(result[at]);
    }
    int last = lines.length - 1;
    boolean open = !lines[last].isEmpty() && layout.body(last).isPresent();
    while (!out.isEmpty() && out.getLast().isEmpty() && layout.body(last).isEmpty()) {
      out.removeLast();
    }
    String text = String.join("\n", out);
    return open || text.isEmpty() ? text : text + "\n";
  }

  private static int indentation(String line) {
    int at = 0;
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
    return at;
  }
}
