package dev.treaty.reconcile.cli;

import dev.treaty.diff.ExitCode;
import dev.treaty.git.GitFailure;
import dev.treaty.git.GitSource;
import dev.treaty.git.GitSync;
import dev.treaty.git.GitUrl;
import dev.treaty.git.JGitRemote;
import dev.treaty.git.SyncResult;
import dev.treaty.git.TreeRead;
import dev.treaty.git.WorkTreeHistory;
import dev.treaty.git.WorkTreeReader;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.project.ClustersFile;
import dev.treaty.model.project.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Gets what a command works on, or says why not. */
final class Inputs {
  private final OperatorEnvironment environment;

  Inputs(OperatorEnvironment environment) {
    this.environment = environment;
  }

  /** A thing, or the reasons why there is none. */
  sealed interface Got<T> {
    record There<T>(T value) implements Got<T> {}

    record Missing<T>(List<Diagnostic> diagnostics) implements Got<T> {}
  }

  private static <T> Got<T> missing(String code, String message) {
    return new Got.Missing<>(List.of(Diagnostic.error(code, message)));
  }

  /** Reads the project's files and gives them to the work while the repository is still open. */
  ExitCode withTree(
      InputFlags flags,
      Function<SourceTree, ExitCode> work,
      Function<List<Diagnostic>, ExitCode> no) {
    if (flags.repository.isEmpty()) {
      try (WorkTreeHistory history = WorkTreeHistory.of(flags.folder)) {
        return switch (new WorkTreeReader().read(flags.folder, history)) {
          case TreeRead.Whole(SourceTree tree) -> work.apply(tree);
          case TreeRead.Refused(List<Diagnostic> diagnostics) -> no.apply(diagnostics);
          case TreeRead.Failed(GitFailure failure) -> no.apply(diagnostics(failure));
        };
      }
    }
    return switch (open(flags.repository.get(), Optional.empty(), flags.path, Optional.empty())) {
      case Got.Missing<JGitRemote>(List<Diagnostic> diagnostics) -> no.apply(diagnostics);
      case Got.There<JGitRemote>(JGitRemote remote) -> {
        try (remote) {
          yield switch (new GitSync(remote).at(flags.revision.orElse("HEAD"))) {
            case SyncResult.Advanced(SourceTree tree) -> work.apply(tree);
            case SyncResult.Refused(String revision, List<Diagnostic> diagnostics) ->
                no.apply(diagnostics);
            case SyncResult.Unreachable(GitFailure failure) -> no.apply(diagnostics(failure));
            case SyncResult.Unchanged unchanged -> no.apply(List.of());
            case SyncResult.Rewound rewound -> no.apply(List.of());
          };
        }
      }
    };
  }

  /** Opens a repository. */
  Got<JGitRemote> open(String url, Optional<String> branch, String path, Optional<Path> store) {
    GitSource source;
    try {
      source = new GitSource(GitUrl.of(url), branch, path);
    } catch (IllegalArgumentException e) {
      return missing("TR0609", String.valueOf(e.getMessage()));
    }
    return switch (JGitRemote.open(source, environment.git(), store)) {
      case JGitRemote.Opening.Opened(JGitRemote remote) -> new Got.There<>(remote);
      case JGitRemote.Opening.Failed(GitFailure failure) -> new Got.Missing<>(diagnostics(failure));
    };
  }

  private static List<Diagnostic> diagnostics(GitFailure failure) {
    return List.of(Diagnostic.error("TR0610", failure.message()));
  }

  /** The operator's clusters file, if there is one; one that was named must be there. */
  Got<Optional<ClustersFile>> clusters(InputFlags flags) {
    Optional<Path> named =
        flags.clusters.or(() -> environment.variable("TREATY_CLUSTERS").map(Path::of));
    Path usual =
        Path.of(System.getProperty("user.home", ".")).resolve(".config/treaty/clusters.hcl");
    Path file = named.orElse(usual);
    if (named.isEmpty() && !Files.exists(usual)) {
      return new Got.There<>(Optional.empty());
    }
    try {
      return new Got.There<>(
          Optional.of(ClustersFile.read(file.toString(), Files.readAllBytes(file))));
    } catch (IOException e) {
      return missing("TR0611", "the clusters file " + file + " cannot be read");
    }
  }
}
