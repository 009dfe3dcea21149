package dev.treaty.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;

/**
 * Writes commits from files in memory and pushes them to a bare repository on this machine. For
 * demonstrations and tests: the reconciler itself only ever reads.
 */
public final class GitPublisher implements AutoCloseable {

  private static final String BRANCH = Constants.R_HEADS + "main";

  static {
    IsolatedGitSystem.install();
  }

  private final Repository own;
  private final Path remote;

  private GitPublisher(Repository own, Path remote) {
    this.own = own;
    this.remote = remote;
  }

  /**
   * Makes two bare repositories: {@code remote}, which others follow, and {@code own}, where
   * commits are made before they are pushed there.
   */
  public static GitPublisher create(Path remote, Path own) {
    try {
      init(remote).close();
      return new GitPublisher(init(own), remote);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Repository init(Path folder) throws IOException {
    Repository repository =
        new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build();
    repository.create(true);
    RefUpdate head = repository.updateRef(Constants.HEAD);
    head.link(BRANCH);
    return repository;
  }

  /**
   * Commits exactly these files on top of {@code main}.
   *
   * @param files path with forward slashes to content
   * @return the commit's id
   */
  public String commit(SortedMap<String, byte[]> files, String message, Instant when) {
    try (ObjectInserter inserter = own.newObjectInserter()) {
      DirCache index = DirCache.newInCore();
      DirCacheBuilder entries = index.builder();
      for (var file : files.entrySet()) {
        DirCacheEntry entry = new DirCacheEntry(file.getKey());
        entry.setFileMode(FileMode.REGULAR_FILE);
        entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, file.getValue()));
        entries.add(entry);
      }
      entries.finish();
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(index.writeTree(inserter));
      ObjectId parent = own.resolve(BRANCH);
      if (parent != null) {
        commit.setParentId(parent);
      }
      PersonIdent author =
          new PersonIdent("Treaty", "treaty@localhost", when, java.time.ZoneOffset.UTC);
      commit.setAuthor(author);
      commit.setCommitter(author);
      commit.setMessage(message);
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      RefUpdate update = own.updateRef(BRANCH);
      update.setNewObjectId(id);
      RefUpdate.Result result = update.update();
      if (result != RefUpdate.Result.NEW && result != RefUpdate.Result.FAST_FORWARD) {
        throw new IOException("the branch could not be moved: " + result);
      }
      return id.name();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Pushes {@code main}; never by force. */
  public void push() {
    try (Transport transport = Transport.open(own, new URIish(remote.toUri().toString()))) {
      RemoteRefUpdate update =
          new RemoteRefUpdate(own, BRANCH, own.resolve(BRANCH), BRANCH, false, null, null);
      transport.push(NullProgressMonitor.INSTANCE, List.of(update));
      if (update.getStatus() != RemoteRefUpdate.Status.OK
          && update.getStatus() != RemoteRefUpdate.Status.UP_TO_DATE) {
        throw new IOException("the push was refused: " + update.getStatus());
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("cannot push to " + remote, e);
    }
  }

  @Override
  public void close() {
    own.close();
  }
}
