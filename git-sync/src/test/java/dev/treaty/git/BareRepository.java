package dev.treaty.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A bare repository on disk with a clock of its own; commits are made of whole trees. */
final class BareRepository implements AutoCloseable {
  final Repository repository;
  final Path folder;
  private long seconds = 1_700_000_000L;

  BareRepository(Path folder) throws IOException {
    this.folder = folder;
    this.repository = new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build();
    repository.create(true);
    repository.updateRef(Constants.HEAD).link("refs/heads/main");
  }

  /** A commit on {@code main} whose tree holds exactly these files. */
  String commit(Map<String, String> files) throws IOException {
    Map<String, FileMode> modes = new TreeMap<>();
    files.keySet().forEach(path -> modes.put(path, FileMode.REGULAR_FILE));
    return commitTree(tree(files, modes));
  }

  String commitWith(String path, FileMode mode, String content) throws IOException {
    return commitTree(tree(Map.of(path, content), Map.of(path, mode)));
  }

  ObjectId tree(Map<String, String> files, Map<String, FileMode> modes) throws IOException {
    DirCache cache = DirCache.newInCore();
    DirCacheBuilder builder = cache.builder();
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
        DirCacheEntry entry = new DirCacheEntry(file.getKey());
        FileMode mode = modes.get(file.getKey());
        entry.setFileMode(mode);
        byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
        entry.setObjectId(
            mode.equals(FileMode.GITLINK)
                ? ObjectId.fromString("1234567890123456789012345678901234567890")
                : inserter.insert(Constants.OBJ_BLOB, content));
        builder.add(entry);
      }
      builder.finish();
      ObjectId tree = cache.writeTree(inserter);
      inserter.flush();
      return tree;
    }
  }

  /** A tree with one entry of any name, as only hostile tools write. */
  ObjectId rawTree(String name, FileMode mode, ObjectId id) throws IOException {
    return rawTree(name.getBytes(StandardCharsets.UTF_8), mode, id);
  }

  ObjectId rawTree(byte[] name, FileMode mode, ObjectId id) throws IOException {
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      TreeFormatter formatter = new TreeFormatter();
      formatter.append(name, 0, name.length, mode, id, true);
      ObjectId tree = inserter.insert(formatter);
      inserter.flush();
      return tree;
    }
  }

  ObjectId blob(String content) throws IOException {
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      ObjectId id = inserter.insert(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8));
      inserter.flush();
      return id;
    }
  }

  String commitTree(ObjectId tree) throws IOException {
    return commitTree(tree, repository.resolve("refs/heads/main"));
  }

  /** A commit on {@code main} with any parent; null for none. */
  String commitTree(ObjectId tree, ObjectId parent) throws IOException {
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      CommitBuilder commit = new CommitBuilder();
      PersonIdent author =
          new PersonIdent("A", "a@example.org", Instant.ofEpochSecond(seconds++), ZoneOffset.UTC);
      commit.setAuthor(author);
      commit.setCommitter(author);
      commit.setMessage("change");
      commit.setTreeId(tree);
      if (parent != null) {
        commit.setParentId(parent);
      }
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      RefUpdate update = repository.updateRef("refs/heads/main");
      update.setNewObjectId(id);
      update.setForceUpdate(true);
      update.forceUpdate();
      return id.name();
    }
  }

  void tag(String name, String commit) throws IOException {
    RefUpdate update = repository.updateRef("refs/tags/" + name);
    update.setNewObjectId(ObjectId.fromString(commit));
    update.update();
  }

  @Override
  public void close() {
    repository.close();
  }
}
