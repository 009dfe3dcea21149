package dev.treaty.git;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.project.SourceTree;
import java.util.List;

/** What came of reading a tree. */
public sealed interface TreeRead {

  record Whole(SourceTree tree) implements TreeRead {}

  /** Something in it is not to be read; none of it is. */
  record Refused(List<Diagnostic> diagnostics) implements TreeRead {
    public Refused {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** The objects could not be had. */
  record Failed(GitFailure failure) implements TreeRead {}
}
