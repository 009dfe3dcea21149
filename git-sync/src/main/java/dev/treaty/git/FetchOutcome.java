package dev.treaty.git;

/** What came of asking a remote for a commit. */
public sealed interface FetchOutcome {

  /** The full id of the commit; its objects are at hand. */
  record Found(String commit) implements FetchOutcome {}

  record Failed(GitFailure failure) implements FetchOutcome {}
}
