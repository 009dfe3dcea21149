package dev.treaty.git;

import dev.treaty.model.project.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Which commit last touched a file of a checkout, where the file is as committed. Outside a
 * repository, or in one that cannot be read, it knows nothing; that is no failure.
 */
public final class WorkTreeHistory implements AutoCloseable {

  /** Knows nothing. */
  public static final WorkTreeHistory NONE = new WorkTreeHistory(Optional.empty());

  private record Opened(Repository repository, ObjectId tree, String prefix, LastChanges changes) {}

  private final Optional<Opened> opened;

  private WorkTreeHistory(Optional<Opened> opened) {
    this.opened = opened;
  }

  /** The history of the checkout that the folder lies in. */
  public static WorkTreeHistory of(Path folder) {
    Path inside = folder.toAbsolutePath().normalize();
    for (Path above = inside; above != null; above = above.getParent()) {
      if (Files.isDirectory(above.resolve(Constants.DOT_GIT))) {
        try {
          return open(above, above.relativize(inside).toString().replace('\\', '/'));
        } catch (IOException e) {
          return NONE;
        }
      }
    }
    return NONE;
  }

  private static WorkTreeHistory open(Path root, String prefix) throws IOException {
    // Only here: outside a checkout no command pays for loading Git.
    IsolatedGitSystem.install();
    Repository repository =
        new FileRepositoryBuilder()
            .setGitDir(root.resolve(Constants.DOT_GIT).toFile())
            .setBare()
            .setMustExist(true)
            .build();
    try (RevWalk walk = new RevWalk(repository)) {
      ObjectId head = repository.resolve(Constants.HEAD);
      if (head == null) {
        throw new RepositoryNotFoundException("no commit yet");
      }
      RevCommit commit = walk.parseCommit(head);
      return new WorkTreeHistory(
          Optional.of(
              new Opened(
                  repository,
                  commit.getTree().copy(),
                  prefix.isEmpty() ? "" : prefix + "/",
                  new LastChanges(repository, commit, prefix, Optional.empty()))));
    } catch (IOException e) {
      repository.close();
      throw e;
    }
  }

  /** The commit's full id, or {@code work-tree} where the file is not as committed. */
  String lastChange(String path, byte[] content) {
    if (opened.isEmpty()) {
      return SourceTree.WORK_TREE;
    }
    Opened history = opened.get();
    try (ObjectInserter.Formatter ids = new ObjectInserter.Formatter();
        TreeWalk found =
            TreeWalk.forPath(history.repository(), history.prefix() + path, history.tree())) {
      boolean committed =
          found != null && found.getObjectId(0).equals(ids.idFor(Constants.OBJ_BLOB, content));
      return committed ? history.changes().lastChange(path) : SourceTree.WORK_TREE;
    } catch (IOException e) {
      return SourceTree.WORK_TREE;
    }
  }

  @Override
  public void close() {
    opened.ifPresent(history -> history.repository().close());
  }
}
