package dev.treaty.git;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.project.SourceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Reads a commit's files from Git's objects, within limits. */
final class SourceTreeReader {
  private static final long CACHE_BYTES = 64L << 20;

  private final TreeLimits limits;
  // Most files of a commit are those of the one before.
  private final Cache<ObjectId, byte[]> blobs =
      Caffeine.newBuilder()
          .maximumWeight(CACHE_BYTES)
          .weigher((ObjectId id, byte[] content) -> content.length + 64)
          .build();

  SourceTreeReader(TreeLimits limits) {
    this.limits = limits;
  }

  TreeRead read(Repository repository, RevCommit commit, String path, LastChanges history)
      throws IOException {
    TreeCollector collected = new TreeCollector(limits);
    try (ObjectReader objects = repository.newObjectReader()) {
      ObjectId root = commit.getTree();
      if (!path.isEmpty()) {
        try (TreeWalk walk = TreeWalk.forPath(objects, path, root)) {
          if (walk == null || !FileMode.TREE.equals(walk.getRawMode(0))) {
            return new TreeRead.Refused(
                List.of(
                    Diagnostic.error(
                        "TR0608",
                        "commit " + commit.name().substring(0, 12) + " has no folder " + path)));
          }
          root = walk.getObjectId(0).copy();
        }
      }
      try (TreeWalk walk = new TreeWalk(objects)) {
        walk.addTree(root);
        walk.setRecursive(false);
        while (!collected.isFull() && walk.next()) {
          visit(walk, objects, collected);
        }
      }
    }
    return collected.diagnostics().isEmpty()
        ? new TreeRead.Whole(new SourceTree(commit.name(), collected.files(), history::lastChange))
        : new TreeRead.Refused(collected.diagnostics());
  }

  private void visit(TreeWalk walk, ObjectReader objects, TreeCollector collected)
      throws IOException {
    collected.look();
    // JGit would read what is not UTF-8 as Latin-1, and so as a name that nobody gave.
    String path = new String(walk.getRawPath(), StandardCharsets.UTF_8);
    int mode = walk.getRawMode(0);
    if (walk.getNameString().startsWith(".") && !walk.getNameString().startsWith("..")) {
      return;
    }
    if (FileMode.TREE.equals(mode)) {
      if (collected.entersFolder(path, walk.getDepth())) {
        walk.enterSubtree();
      }
    } else if (FileMode.SYMLINK.equals(mode)) {
      collected.refuseLink(path);
    } else if (FileMode.GITLINK.equals(mode)) {
      collected.refuseSubmodule(path);
    } else if (FileMode.REGULAR_FILE.equals(mode) || FileMode.EXECUTABLE_FILE.equals(mode)) {
      if (collected.accepts(path) && collected.reads(path)) {
        readBlob(walk.getObjectId(0), path, objects, collected);
      }
    } else {
      collected.refuseOdd(path);
    }
  }

  private void readBlob(ObjectId id, String path, ObjectReader objects, TreeCollector collected)
      throws IOException {
    byte[] known = blobs.getIfPresent(id);
    if (known != null) {
      if (collected.hasRoomFor(path, known.length)) {
        collected.add(path, known);
      }
      return;
    }
    // The size stands in the object's header: a bomb is refused before it is unpacked.
    long size = objects.getObjectSize(id, Constants.OBJ_BLOB);
    if (collected.hasRoomFor(path, size)) {
      ObjectLoader loader = objects.open(id, Constants.OBJ_BLOB);
      byte[] content = loader.getCachedBytes(limits.bytesPerFile());
      blobs.put(id.copy(), content);
      collected.add(path, content);
    }
  }
}
