package dev.treaty.model.diagnostic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files and commands that bring a diagnostic about.
 *
 * <p>Examples are resources beside this class, one a code: lines that begin with {@code #} say what
 * the rest cannot, those that begin with {@code $} are commands, and {@code -- name --} begins a
 * file.
 *
 * @param remark what else must be so; may be empty
 * @param commands to be run one after the other in the folder of the files; none where that alone
 *     does not do it
 * @param files by path
 */
public record CodeExample(String remark, List<String> commands, Map<String, String> files) {

  public static final CodeExample NONE = new CodeExample("", List.of(), Map.of());

  static CodeExample of(String id) {
    try (InputStream in = CodeExample.class.getResourceAsStream("examples/" + id + ".txt")) {
      return in == null ? NONE : parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CodeExample parse(String text) {
    List<String> remark = new ArrayList<>();
    List<String> commands = new ArrayList<>();
    Map<String, String> files = new LinkedHashMap<>();
    String open = "";
    for (String line : text.lines().toList()) {
      if (line.startsWith("-- ") && line.endsWith(" --")) {
        open = line.substring(3, line.length() - 3);
        files.put(open, "");
      } else if (!open.isEmpty()) {
        files.merge(open, line + "\n", String::concat);
      } else if (line.startsWith("$ ")) {
        commands.add(line.substring(2));
      } else if (line.startsWith("# ")) {
        remark.add(line.substring(2));
      }
    }
    return new CodeExample(String.join(" ", remark), commands, files);
  }

  /** The example as a person would do it: each file, then the commands. */
  public String text() {
    StringBuilder out = new StringBuilder();
    if (!remark.isEmpty()) {
      out.append(remark).append("\n\n");
    }
    files.forEach(
        (name, content) -> out.append("# ").append(name).append('\n').append(content).append('\n'));
    commands.forEach(command -> out.append("$ ").append(command).append('\n'));
    return out.toString().strip() + "\n";
  }
}
