package dev.treaty.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;

/**
 * {@link GitRemote} by JGit. A repository on this machine is read where it is; of any other a bare
 * copy of the objects is kept.
 */
public final class JGitRemote implements GitRemote {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{7,40}");

  static {
    IsolatedGitSystem.install();
  }

  private final GitSource source;
  private final RemoteTransport transport;
  private final Repository repository;
  private final Optional<Path> temporary;
  private final SourceTreeReader reader = new SourceTreeReader(TreeLimits.DEFAULT);
  private Optional<LastChanges> history = Optional.empty();

  private JGitRemote(
      GitSource source,
      RemoteTransport transport,
      Repository repository,
      Optional<Path> temporary) {
    this.source = source;
    this.transport = transport;
    this.repository = repository;
    this.temporary = temporary;
  }

  /** What came of opening a remote. */
  public sealed interface Opening {
    record Opened(JGitRemote remote) implements Opening {}

    record Failed(GitFailure failure) implements Opening {}
  }

  /**
   * Opens a source; a remote one is not asked yet.
   *
   * @param store folder for the fetched objects, made if needed; a temporary one where empty
   */
  public static Opening open(GitSource source, GitAccess access, Optional<Path> store) {
    try {
      if (source.url().transport() == GitUrl.Transport.LOCAL) {
        return new Opening.Opened(
            new JGitRemote(
                source,
                RemoteTransport.none(),
                openLocal(Path.of(source.url().text())),
                Optional.empty()));
      }
      Path folder = store.isPresent() ? store.get() : PrivateFolders.temporary("treaty-git-");
      return new Opening.Opened(
          new JGitRemote(
              source,
              RemoteTransport.of(source.url(), access),
              openStore(folder),
              store.isPresent() ? Optional.empty() : Optional.of(folder)));
    } catch (IOException e) {
      return new Opening.Failed(GitFailures.of(e, source.url(), access));
    }
  }

  private static Repository openLocal(Path path) throws IOException {
    Path dotGit = path.resolve(".git");
    File gitDir = (Files.isDirectory(dotGit) ? dotGit : path).toFile();
    if (!Files.isDirectory(gitDir.toPath().resolve("objects"))) {
      throw new RepositoryNotFoundException(path.toString());
    }
    return new FileRepositoryBuilder().setGitDir(gitDir).setBare().setMustExist(true).build();
  }

  private static Repository openStore(Path folder) throws IOException {
    PrivateFolders.make(folder);
    Repository bare = new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build();
    if (!Files.exists(folder.resolve("HEAD"))) {
      bare.create(true);
    }
    StoredConfig config = bare.getConfig();
    // A redirect could carry the credentials to another host.
    config.setString("http", null, "followRedirects", "false");
    config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, "logAllRefUpdates", false);
    config.save();
    return bare;
  }

  @Override
  public boolean isLocal() {
    return transport.isNone();
  }

  @Override
  public FetchOutcome fetch() {
    if (source.branch().isEmpty()) {
      return fetchDefaultBranch();
    }
    String ref = "refs/heads/" + source.branch().get();
    try {
      if (!isLocal()) {
        fetch(List.of(new RefSpec("+" + ref + ":" + ref)));
      }
      Ref found = repository.exactRef(ref);
      return found == null || found.getObjectId() == null
          ? missing("branch " + source.branch().get())
          : new FetchOutcome.Found(found.getObjectId().name());
    } catch (IOException e) {
      return failed(e);
    }
  }

  private FetchOutcome fetchDefaultBranch() {
    try {
      if (isLocal()) {
        ObjectId head = repository.resolve("HEAD^{commit}");
        return head == null ? missing("HEAD") : new FetchOutcome.Found(head.name());
      }
      fetch(List.of(new RefSpec("+HEAD:refs/treaty/head")));
      Ref found = repository.exactRef("refs/treaty/head");
      return found == null || found.getObjectId() == null
          ? missing("HEAD")
          : new FetchOutcome.Found(found.getObjectId().name());
    } catch (IOException e) {
      return failed(e);
    }
  }

  @Override
  public FetchOutcome fetch(String revision) {
    if (revision.equals("HEAD")) {
      return fetchDefaultBranch();
    }
    try {
      if (!isLocal()) {
        fetch(
            List.of(
                new RefSpec("+refs/heads/*:refs/heads/*"),
                new RefSpec("+refs/tags/*:refs/tags/*")));
      }
      Optional<ObjectId> id = lookUp(revision);
      return id.isPresent()
          ? new FetchOutcome.Found(id.get().name())
          : missing("revision " + PathRules.shown(revision));
    } catch (IOException e) {
      return failed(e);
    }
  }

  private Optional<ObjectId> lookUp(String revision) throws IOException {
    List<ObjectId> candidates = new ArrayList<>();
    for (String prefix : List.of("refs/heads/", "refs/tags/")) {
      // A name that no ref could bear is no ref; asking for it would look elsewhere on the disk.
      if (Repository.isValidRefName(prefix + revision)) {
        Ref ref = repository.exactRef(prefix + revision);
        if (ref != null && ref.getObjectId() != null) {
          candidates.add(ref.getObjectId());
        }
      }
    }
    if (HEX.matcher(revision).matches()) {
      ObjectId id = repository.resolve(revision);
      if (id != null) {
        candidates.add(id);
      }
    }
    try (RevWalk walk = new RevWalk(repository)) {
      for (ObjectId candidate : candidates) {
        RevObject peeled = walk.peel(walk.parseAny(candidate));
        if (peeled instanceof RevCommit commit) {
          return Optional.of(commit.copy());
        }
      }
    } catch (MissingObjectException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private void fetch(List<RefSpec> specs) throws IOException {
    try (Transport open = transport.open(repository)) {
      open.setTagOpt(TagOpt.NO_TAGS);
      open.setCheckFetchedObjects(true);
      open.setRemoveDeletedRefs(false);
      open.fetch(NullProgressMonitor.INSTANCE, specs);
    }
  }

  private FetchOutcome missing(String what) {
    return new FetchOutcome.Failed(
        new GitFailure(GitFailure.Cause.MISSING_REVISION, source.url() + " has no " + what));
  }

  private FetchOutcome failed(IOException e) {
    return new FetchOutcome.Failed(GitFailures.of(e, source.url(), transport.access()));
  }

  @Override
  public TreeRead read(String commit) {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit parsed = walk.parseCommit(ObjectId.fromString(commit));
      LastChanges changes =
          new LastChanges(repository, parsed, source.path(), history.map(LastChanges::settled));
      history = Optional.of(changes);
      return reader.read(repository, parsed, source.path(), changes);
    } catch (IOException e) {
      return new TreeRead.Failed(GitFailures.of(e, source.url(), transport.access()));
    }
  }

  @Override
  public boolean isAncestor(String older, String newer) {
    try (RevWalk walk = new RevWalk(repository)) {
      return walk.isMergedInto(
          walk.parseCommit(ObjectId.fromString(older)),
          walk.parseCommit(ObjectId.fromString(newer)));
    } catch (IOException e) {
      // The old commit is gone from the repository: it surely was not built upon.
      return false;
    }
  }

  @Override
  public void close() {
    repository.close();
    transport.close();
    temporary.ifPresent(PrivateFolders::delete);
  }
}
