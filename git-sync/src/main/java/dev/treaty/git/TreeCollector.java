package dev.treaty.git;

import dev.treaty.model.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Gathers files under limits, the same way for commits and folders. Once it is {@link #isFull} the
 * walk may stop: the tree is refused whatever follows.
 */
final class TreeCollector {
  private static final int MAX_DIAGNOSTICS = 20;

  private final TreeLimits limits;
  private final NavigableMap<String, byte[]> files = new TreeMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private int entries;
  private long bytes;
  private boolean full;

  TreeCollector(TreeLimits limits) {
    this.limits = limits;
  }

  /** Counts something that was looked at. */
  void look() {
    if (++entries > limits.entries()) {
      stop("the project holds more than " + limits.entries() + " files and folders");
    }
  }

  /** Whether the path, of a file or folder, may be gone into; refuses it if it is odd. */
  boolean accepts(String path) {
    Optional<String> problem = PathRules.problem(path);
    if (problem.isPresent()) {
      refuse("TR0601", "the path " + PathRules.shown(path) + " " + problem.get());
    }
    return problem.isEmpty();
  }

  /** Whether the folder may be gone into. */
  boolean entersFolder(String path, int depth) {
    if (depth >= limits.depth()) {
      refuse("TR0602", PathRules.shown(path) + " lies deeper than " + limits.depth() + " folders");
      return false;
    }
    return accepts(path);
  }

  void refuseLink(String path) {
    refuse(
        "TR0603",
        PathRules.shown(path) + " is a symbolic link; links are not followed, put the file there");
  }

  void refuseSubmodule(String path) {
    refuse(
        "TR0604",
        PathRules.shown(path) + " is a submodule; submodules are not read, put the files there");
  }

  void refuseOdd(String path) {
    refuse("TR0605", PathRules.shown(path) + " is neither a file nor a folder");
  }

  /** Whether the file is one that is read. */
  boolean reads(String path) {
    return limits.endings().stream().anyMatch(path::endsWith);
  }

  /** Whether a file of this size may be read. */
  boolean hasRoomFor(String path, long size) {
    if (size > limits.bytesPerFile()) {
      refuse(
          "TR0606",
          PathRules.shown(path)
              + " has "
              + size
              + " bytes; at most "
              + limits.bytesPerFile()
              + " are read");
      return false;
    }
    bytes += size;
    if (bytes > limits.bytesInAll()) {
      stop("the project's files hold more than " + limits.bytesInAll() + " bytes");
    }
    if (files.size() >= limits.files()) {
      stop("the project holds more than " + limits.files() + " files to read");
    }
    return !full;
  }

  /** Adds a file, unless one of the same name stands there: not every disk could hold both. */
  void add(String path, byte[] content) {
    String other = names.putIfAbsent(path.toLowerCase(Locale.ROOT), path);
    if (other == null) {
      files.put(path, content);
    } else {
      refuse(
          "TR0601",
          "the path "
              + PathRules.shown(path)
              + (other.equals(path)
                  ? " stands there twice"
                  : " differs from " + PathRules.shown(other) + " only in upper and lower case"));
    }
  }

  /** The content of a file that was added; empty where none was. */
  byte[] content(String path) {
    return files.getOrDefault(path, new byte[0]);
  }

  boolean isFull() {
    return full;
  }

  private void stop(String message) {
    if (!full) {
      diagnostics.add(Diagnostic.error("TR0607", message));
      full = true;
    }
  }

  private void refuse(String code, String message) {
    diagnostics.add(Diagnostic.error(code, message));
    full |= diagnostics.size() >= MAX_DIAGNOSTICS;
  }

  NavigableMap<String, byte[]> files() {
    return files;
  }

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
