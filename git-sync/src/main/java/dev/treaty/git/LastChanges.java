package dev.treaty.git;

import dev.treaty.model.project.SourceTree;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/**
 * Which commit last touched each path, on first-parent history.
 *
 * <p>Walks back only as far as it was asked for, and takes over what the commit before already
 * knew. The repository must stay open as long as it is asked.
 */
final class LastChanges {
  private final Repository repository;
  private final String commit;
  private final String folder;
  private final Map<String, String> found = new HashMap<>();
  private final Optional<LastChanges> earlier;

  /** The commit to look at next; null at the end of history. */
  private @Nullable ObjectId cursor;

  LastChanges(
      Repository repository, RevCommit commit, String folder, Optional<LastChanges> earlier) {
    this.repository = repository;
    this.commit = commit.name();
    this.folder = folder;
    this.cursor = commit.copy();
    // Only one generation back: a chain would keep every commit in memory.
    this.earlier = earlier;
  }

  String commit() {
    return commit;
  }

  /** Lets go of what only the walk still to come could need. */
  LastChanges settled() {
    LastChanges copy = new LastChanges(repository, this);
    copy.found.putAll(found);
    return copy;
  }

  private LastChanges(Repository repository, LastChanges other) {
    this.repository = repository;
    this.commit = other.commit;
    this.folder = other.folder;
    this.cursor = other.cursor;
    this.earlier = Optional.empty();
  }

  /** The commit's full id, or {@code work-tree} where it cannot be known. */
  synchronized String lastChange(String path) {
    String known = found.get(path);
    if (known != null) {
      return known;
    }
    try (RevWalk walk = new RevWalk(repository);
        ObjectReader objects = repository.newObjectReader()) {
      while (cursor != null && !found.containsKey(path)) {
        back(walk, objects, cursor);
      }
    } catch (IOException e) {
      return SourceTree.WORK_TREE;
    }
    return found.getOrDefault(path, SourceTree.WORK_TREE);
  }

  private void back(RevWalk walk, ObjectReader objects, ObjectId at) throws IOException {
    if (earlier.isPresent() && earlier.get().commit.equals(at.name())) {
      LastChanges known = earlier.get();
      synchronized (known) {
        known.found.forEach(found::putIfAbsent);
        cursor = known.cursor;
      }
      return;
    }
    RevCommit current = walk.parseCommit(at);
    Optional<RevCommit> parent =
        current.getParentCount() == 0
            ? Optional.empty()
            : Optional.of(walk.parseCommit(current.getParent(0)));
    ObjectId after = tree(objects, current);
    ObjectId before = parent.isPresent() ? tree(objects, parent.get()) : ObjectId.zeroId();
    if (!after.equals(before)) {
      note(objects, before, after, current.name());
    }
    cursor = parent.map(RevCommit::copy).orElse(null);
  }

  private ObjectId tree(ObjectReader objects, RevCommit of) throws IOException {
    if (folder.isEmpty()) {
      return of.getTree().copy();
    }
    try (TreeWalk walk = TreeWalk.forPath(objects, folder, of.getTree())) {
      return walk == null || !FileMode.TREE.equals(walk.getRawMode(0))
          ? ObjectId.zeroId()
          : walk.getObjectId(0).copy();
    }
  }

  private void note(ObjectReader objects, ObjectId before, ObjectId after, String commitName)
      throws IOException {
    if (after.equals(ObjectId.zeroId())) {
      return;
    }
    try (TreeWalk walk = new TreeWalk(objects)) {
      if (before.equals(ObjectId.zeroId())) {
        walk.addTree(new EmptyTreeIterator());
      } else {
        walk.addTree(before);
      }
      walk.addTree(after);
      walk.setFilter(TreeFilter.ANY_DIFF);
      walk.setRecursive(true);
      while (walk.next()) {
        if (!FileMode.MISSING.equals(walk.getRawMode(1))) {
          found.putIfAbsent(walk.getPathString(), commitName);
        }
      }
    }
  }
}
