package dev.treaty.model.project;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Which files of a tree hold config entries, and for which cluster. */
final class EntryFolders {

  /** The folder whose folders are named after clusters. */
  static final String ROOT = "clusters";

  private static final List<String> ENDINGS = List.of(".hcl", ".json", ".yaml", ".yml");

  private EntryFolders() {}

  /** Whether a path names a folder below the project's root, in the one way it can be written. */
  static boolean isInside(String path) {
    if (path.isEmpty() || path.contains("\\") || path.contains(":")) {
      return false;
    }
    return Arrays.stream(path.split("/", -1))
        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
  }

  /** The entry files below the folders, sorted, each once. */
  static List<String> files(SourceTree tree, List<String> folders) {
    TreeSet<String> files = new TreeSet<>();
    for (String folder : folders) {
      for (String path : tree.below(folder)) {
        if (isEntryFile(path) && !isHidden(path.substring(folder.length() + 1))) {
          files.add(path);
        }
      }
    }
    return new ArrayList<>(files);
  }

  static boolean isEntryFile(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(lower::endsWith);
  }

  static boolean isHidden(String path) {
    return path.startsWith(".") || path.contains("/.");
  }

  /** Every folder of the tree. */
  static Collection<String> all(SourceTree tree) {
    TreeSet<String> folders = new TreeSet<>();
    for (String path : tree.files().keySet()) {
      for (int at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
        folders.add(path.substring(0, at));
      }
    }
    return folders;
  }

  /** Whether one of the two folders contains the other, or both are the same. */
  static boolean overlap(String a, String b) {
    return (a + "/").startsWith(b + "/") || (b + "/").startsWith(a + "/");
  }
}
