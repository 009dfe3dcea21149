package dev.treaty.model.project;

import java.util.Collection;
import java.util.Locale;

/** Finds the name that was probably meant. */
final class NearestName {

  private NearestName() {}

  /** {@code did you mean "x"?}, or which names there are. */
  static String hint(String written, Collection<String> known) {
    String wanted = flat(written);
    String best = "";
    int least = Math.max(1, Math.min(3, wanted.length() / 3)) + 1;
    for (String name : known) {
      int distance = distance(wanted, flat(name));
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    if (!best.isEmpty()) {
      return "did you mean \"" + best + "\"?";
    }
    return known.isEmpty() ? "" : "known here: " + String.join(", ", known);
  }

  private static String flat(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
  }

  /** Insertions, deletions and changes of one letter; long names are not compared. */
  private static int distance(String a, String b) {
    if (a.length() > 100 || b.length() > 100) {
      return a.equals(b) ? 0 : Integer.MAX_VALUE;
    }
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(previous[j - 1] + change, Math.min(row[j - 1], previous[j]) + 1);
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
