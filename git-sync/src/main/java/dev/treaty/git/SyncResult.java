package dev.treaty.git;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.project.SourceTree;
import java.util.List;

/** What one step of following a branch found. */
public sealed interface SyncResult {

  /** A commit that was not seen before. */
  record Advanced(SourceTree tree) implements SyncResult {}

  record Unchanged(String revision) implements SyncResult {}

  /** The branch was moved to a commit that does not follow the last one; a person must agree. */
  record Rewound(String from, String to) implements SyncResult {}

  /** The commit holds something that is not to be read. */
  record Refused(String revision, List<Diagnostic> diagnostics) implements SyncResult {
    public Refused {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** The remote could not be asked; what is known stays as it is. */
  record Unreachable(GitFailure failure) implements SyncResult {}
}
