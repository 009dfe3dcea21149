package dev.treaty.model.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rewrites the rare YAML spelling {@code ? key} and {@code : value} as {@code key: value}. */
final class ExplicitKeys {

  private static final Pattern ANY = Pattern.compile("\\s*(- +)*\\?(\\s.*)?");
  private static final Pattern KEY = Pattern.compile("( *)\\? +([^#&*!|>\\[{\\s][^#]*)");
  private static final Pattern COLLECTION = Pattern.compile("(-|\\?|[^\"'\\[{].*:)(\\s.*)?");

  private ExplicitKeys() {}

  /** Whether a key is written so, outside of texts. */
  static boolean areIn(String text) {
    if (text.indexOf('?') < 0) {
      return false;
    }
    YamlLayout layout = YamlLayout.of(text);
    List<String> lines = text.lines().toList();
    for (int at = 0; at < lines.size(); at++) {
      if (layout.body(at).isEmpty() && ANY.matcher(lines.get(at)).matches()) {
        return true;
      }
    }
    return false;
  }

  /** The text with keys written as usual, where they are scalars on one line. */
  static String joined(String text) {
    YamlLayout layout = YamlLayout.of(text);
    List<String> lines = List.of(text.split("\n", -1));
    List<String> out = new ArrayList<>();
    int at = 0;
    while (at < lines.size()) {
      Matcher key = KEY.matcher(lines.get(at));
      int value =
          layout.body(at).isEmpty() && key.matches() ? valueOf(lines, at, key.group(1)) : -1;
      if (value < 0) {
        out.add(lines.get(at++));
        continue;
      }
      out.addAll(lines.subList(at + 1, value));
      String indent = key.group(1);
      String name = indent + key.group(2).stripTrailing() + ":";
      String rest = lines.get(value).substring(indent.length() + 1).strip();
      if (COLLECTION.matcher(rest).matches()) {
        out.add(name);
        // What begins behind the colon stands as far in as before.
        String line = lines.get(value);
        out.add(indent + " " + line.substring(indent.length() + 1));
      } else {
        out.add(rest.isEmpty() ? name : name + " " + rest);
      }
      at = value + 1;
    }
    return String.join("\n", out);
  }

  /** The line of the key's value, behind comments at most; -1 if there is none. */
  private static int valueOf(List<String> lines, int key, String indent) {
    int at = key + 1;
    while (at < lines.size() && lines.get(at).strip().startsWith("#")) {
      at++;
    }
    boolean found =
        at < lines.size()
            && (lines.get(at).equals(indent + ":") || lines.get(at).startsWith(indent + ": "));
    return found ? at : -1;
  }
}
