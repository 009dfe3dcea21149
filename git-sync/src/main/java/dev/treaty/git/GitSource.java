package dev.treaty.git;

import java.util.Optional;

/**
 * What to follow.
 *
 * @param branch its short name; empty for the remote's default branch
 * @param path the project's folder in the repository, without slashes at its ends; empty for the
 *     root
 */
public record GitSource(GitUrl url, Optional<String> branch, String path) {

  public GitSource {
    path = trim(path);
    if (!path.isEmpty()) {
      Optional<String> problem = PathRules.problem(path);
      if (problem.isPresent()) {
        throw new IllegalArgumentException("the project's path " + problem.get());
      }
    }
  }

  private static String trim(String path) {
    String trimmed = path.equals(".") ? "" : path;
    while (trimmed.startsWith("./")) {
      trimmed = trimmed.substring(2);
    }
    while (trimmed.endsWith("/")) {
      trimmed = trimmed.substring(0, trimmed.length() - 1);
    }
    return trimmed;
  }
}
