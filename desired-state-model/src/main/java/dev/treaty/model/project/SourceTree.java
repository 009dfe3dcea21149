package dev.treaty.model.project;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The immutable content of one commit, or of a work tree at one moment.
 *
 * @param revision the full commit id, or {@code work-tree}
 * @param files path (forward slashes, relative to the project root) to bytes; callers must not
 *     change them
 * @param lastChange path to the commit that last touched it on first-parent history; answers {@code
 *     work-tree} where that is not known
 */
public record SourceTree(
    String revision, NavigableMap<String, byte[]> files, Function<String, String> lastChange) {

  public static final String WORK_TREE = "work-tree";

  public SourceTree {
    files = java.util.Collections.unmodifiableNavigableMap(new TreeMap<>(files));
  }

  /** A tree in memory, for tests and single files. */
  public static SourceTree of(Map<String, byte[]> files) {
    return new SourceTree(WORK_TREE, new TreeMap<>(files), path -> WORK_TREE);
  }

  /** The paths below a folder, in order; {@code folder} without a trailing slash. */
  public List<String> below(String folder) {
    String prefix = folder.isEmpty() ? "" : folder + "/";
    return files.tailMap(prefix, true).keySet().stream()
        .takeWhile(path -> path.startsWith(prefix))
        .toList();
  }
}
