package dev.treaty.git;

/** A remote repository and the objects fetched from it. Not thread-safe. */
public interface GitRemote extends AutoCloseable {

  /** The newest commit of the branch. */
  FetchOutcome fetch();

  /** The commit that a branch, a tag or an id (at least 7 digits) names. */
  FetchOutcome fetch(String revision);

  /** The project's files in a commit that was found before. */
  TreeRead read(String commit);

  /** Whether {@code older} is {@code newer} or one of its ancestors. */
  boolean isAncestor(String older, String newer);

  /** Whether asking for the newest commit costs next to nothing. */
  boolean isLocal();

  @Override
  void close();
}
