package dev.treaty.agent.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which keys exist and what becomes of each: the table {@code settings.txt}. */
final class KnownSettings {

  /** What becomes of a key. */
  sealed interface Fate {
    /**
     * It has its effect.
     *
     * @param live a reload takes it
     */
    record Use(boolean live) implements Fate {}

    /** It is used under the name it has now. */
    record UseAs(String name) implements Fate {}

    /** It changes nothing a user could miss. */
    record Quiet() implements Fate {}

    /** Consul has it, we do not yet. */
    record Later() implements Fate {}

    /** It promises what would not be there. */
    record RefusedWhenTrue() implements Fate {}

    record RefusedWhenSet() implements Fate {}

    record RefusedUnless(String value) implements Fate {}
  }

  private static final TreeMap<String, Fate> FATES = read();

  private KnownSettings() {}

  private static TreeMap<String, Fate> read() {
    TreeMap<String, Fate> fates = new TreeMap<>();
    try (InputStream in =
        Objects.requireNonNull(KnownSettings.class.getResourceAsStream("settings.txt"))) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        String[] words = line.strip().split(" +");
        fates.put(words[0], fate(words));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading our own settings.txt", e);
    }
    return fates;
  }

  private static Fate fate(String[] words) {
    return switch (words[1]) {
      case "use" -> new Fate.Use(false);
      case "live" -> new Fate.Use(true);
      case "old" -> new Fate.UseAs(words[2]);
      case "quiet" -> new Fate.Quiet();
      case "later" -> new Fate.Later();
      case "true" -> new Fate.RefusedWhenTrue();
      case "set" -> new Fate.RefusedWhenSet();
      case "unlike" -> new Fate.RefusedUnless(words[2]);
      default -> throw new IllegalStateException("settings.txt: " + String.join(" ", words));
    };
  }

  /** The fate of a whole path, in lower case, by itself or by a star above it. */
  static Optional<Fate> fate(String path) {
    Fate own = FATES.get(path);
    if (own != null) {
      return Optional.of(own);
    }
    for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      Fate star = FATES.get(path.substring(0, dot) + ".*");
      if (star != null) {
        return Optional.of(star);
      }
    }
    return Optional.empty();
  }

  /** Whether a running agent takes a change of this key. */
  static boolean isLive(String path) {
    return fate(path).filter(fate -> fate.equals(new Fate.Use(true))).isPresent();
  }

  /** Whether there are keys below this path that are known one by one. */
  static boolean isBlock(String path) {
    String next = FATES.ceilingKey(path + ".");
    return next != null && next.startsWith(path + ".");
  }

  /** The known key below the same parent that looks most like this one. */
  static Optional<String> nearest(String path) {
    int dot = path.lastIndexOf('.');
    String parent = path.substring(0, dot + 1);
    String typed = path.substring(dot + 1);
    Collection<String> names = new TreeSet<>();
    for (String known : FATES.tailMap(parent).keySet()) {
      if (!known.startsWith(parent)) {
        break;
      }
      names.add(known.substring(parent.length()).split("\\.")[0]);
    }
    names.remove("*");
    return nearest(typed, names);
  }

  /** The name that looks most like the typed one, if any does. */
  static Optional<String> nearest(String typed, Collection<String> names) {
    String best = "";
    int least = Math.max(2, typed.length() / 3) + 1;
    for (String name : names) {
      int distance = distance(name, typed.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /** Edits between two words; a missing underscore counts for nothing. */
  private static int distance(String a, String b) {
    if (a.replace("_", "").equals(b.replace("_", "").replace("-", ""))) {
      return 0;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  /** All keys, for the documentation. */
  static List<String> all() {
    return List.copyOf(FATES.keySet());
  }
}
