package dev.treaty.git;

import dev.treaty.model.project.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Reads a folder as it is now, by the same rules as a commit. */
public final class WorkTreeReader {
  private final TreeLimits limits;

  public WorkTreeReader() {
    this(TreeLimits.DEFAULT);
  }

  WorkTreeReader(TreeLimits limits) {
    this.limits = limits;
  }

  /** The folder's files; the folder itself may be reached by a link, nothing below it. */
  public TreeRead read(Path folder) {
    return read(folder, WorkTreeHistory.NONE);
  }

  /** The same, and each file knows the commit that last touched it. */
  public TreeRead read(Path folder, WorkTreeHistory history) {
    TreeCollector collected = new TreeCollector(limits);
    if (!Files.isDirectory(folder)) {
      return new TreeRead.Failed(
          new GitFailure(GitFailure.Cause.MISSING_REPOSITORY, folder + " is no folder"));
    }
    try {
      walk(folder, "", 0, collected);
    } catch (IOException e) {
      // Half a folder would look like a deletion of the other half.
      return new TreeRead.Failed(
          new GitFailure(
              GitFailure.Cause.DAMAGED, folder + " could not be read whole: " + e.getMessage()));
    }
    return collected.diagnostics().isEmpty()
        ? new TreeRead.Whole(
            new SourceTree(
                SourceTree.WORK_TREE,
                collected.files(),
                path -> history.lastChange(path, collected.content(path))))
        : new TreeRead.Refused(collected.diagnostics());
  }

  private void walk(Path folder, String prefix, int depth, TreeCollector collected)
      throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path child : stream) {
        collected.look();
        if (collected.isFull()) {
          return;
        }
        children.add(child);
      }
    }
    children.sort(null);
    for (Path child : children) {
      String name = String.valueOf(child.getFileName());
      if (name.startsWith(".") && !name.startsWith("..")) {
        continue;
      }
      visit(child, prefix + name, depth, collected);
      if (collected.isFull()) {
        return;
      }
    }
  }

  private void visit(Path child, String path, int depth, TreeCollector collected)
      throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isSymbolicLink()) {
      collected.refuseLink(path);
    } else if (attributes.isDirectory()) {
      if (collected.entersFolder(path, depth)) {
        walk(child, path + "/", depth + 1, collected);
      }
    } else if (!attributes.isRegularFile()) {
      collected.refuseOdd(path);
    } else if (collected.accepts(path)
        && collected.reads(path)
        && collected.hasRoomFor(path, attributes.size())) {
      try (InputStream in = Files.newInputStream(child, LinkOption.NOFOLLOW_LINKS)) {
        byte[] content = in.readNBytes(limits.bytesPerFile() + 1);
        if (content.length > limits.bytesPerFile()) {
          throw new IOException(path + " grew while it was read");
        }
        collected.add(path, content);
      }
    }
  }
}
