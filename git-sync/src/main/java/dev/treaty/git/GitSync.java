package dev.treaty.git;

import java.util.Optional;

/** Follows one branch, one step at a time. */
public final class GitSync {
  private final GitRemote remote;

  public GitSync(GitRemote remote) {
    this.remote = remote;
  }

  /**
   * Asks the remote for the newest commit and reads it if it is another than the last one.
   *
   * @param last the revision that was seen last; empty at first
   */
  public SyncResult step(Optional<String> last) {
    return switch (remote.fetch()) {
      case FetchOutcome.Failed(GitFailure failure) -> new SyncResult.Unreachable(failure);
      case FetchOutcome.Found(String commit) -> {
        if (last.isPresent() && last.get().equals(commit)) {
          yield new SyncResult.Unchanged(commit);
        }
        if (last.isPresent() && !remote.isAncestor(last.get(), commit)) {
          yield new SyncResult.Rewound(last.get(), commit);
        }
        yield read(commit);
      }
    };
  }

  /** Reads the commit that a branch, a tag or an id names. */
  public SyncResult at(String revision) {
    return switch (remote.fetch(revision)) {
      case FetchOutcome.Failed(GitFailure failure) -> new SyncResult.Unreachable(failure);
      case FetchOutcome.Found(String commit) -> read(commit);
    };
  }

  private SyncResult read(String commit) {
    return switch (remote.read(commit)) {
      case TreeRead.Whole(var tree) -> new SyncResult.Advanced(tree);
      case TreeRead.Refused(var diagnostics) -> new SyncResult.Refused(commit, diagnostics);
      case TreeRead.Failed(GitFailure failure) -> new SyncResult.Unreachable(failure);
    };
  }
}
