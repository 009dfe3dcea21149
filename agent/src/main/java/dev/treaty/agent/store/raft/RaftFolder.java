package dev.treaty.agent.store.raft;

import dev.treaty.agent.store.DamagedStoreException;
import dev.treaty.agent.store.FolderLock;
import dev.treaty.agent.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of this server's part of the log: whose it is, what is where, who may read it. */
final class RaftFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RaftFolder.class);

  private static final String OURS = "treaty raft store, format ";

  /** Rises with every change that an older agent could not read. */
  private static final int FORMAT = 1;

  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private final Path root;
  private final FolderLock lock;

  private RaftFolder(Path root, FolderLock lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Takes the folder, which is made if need be.
   *
   * @throws StoreUnavailableException if another process has it, or it cannot be written
   * @throws DamagedStoreException if it is not ours, or a newer version's
   */
  static RaftFolder take(Path root) {
    try {
      makeFolder(root);
      FolderLock lock = FolderLock.take(root);
      try {
        RaftFolder folder = new RaftFolder(root, lock);
        folder.checkFormat();
        makeFolder(folder.groups());
        makeFolder(folder.removed());
        emptyFolder(folder.drafts());
        folder.closeToOthers();
        return folder;
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StoreUnavailableException("cannot open the log in " + root, e);
    }
  }

  /**
   * Whether a server has kept a log with others in that folder. What it would take over from a time
   * when it was alone counts only once it has.
   */
  static boolean isUsed(Path root) {
    if (Files.exists(TakeOver.mark(root))) {
      return false;
    }
    try (DirectoryStream<Path> groups = Files.newDirectoryStream(root.resolve("groups"))) {
      return groups.iterator().hasNext();
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new StoreUnavailableException("cannot read " + root, e);
    }
  }

  /** One folder for each group the server belongs to: Ratis' own. */
  Path groups() {
    return root.resolve("groups");
  }

  /** Groups the server belonged to. */
  Path removed() {
    return root.resolve("removed");
  }

  /** What is not finished; emptied at each start. */
  Path drafts() {
    return root.resolve("drafts");
  }

  private void checkFormat() throws IOException {
    Path file = root.resolve("format");
    if (!Files.exists(file)) {
      if (Files.exists(groups())) {
        throw new DamagedStoreException(root + " is not a store of Treaty's");
      }
      Path draft = root.resolve("format.draft");
      Files.writeString(draft, OURS + FORMAT + "\n");
      Files.setPosixFilePermissions(draft, FILE);
      force(draft);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      force(root);
      return;
    }
    String text = Files.readString(file).strip();
    if (!text.startsWith(OURS)) {
      throw new DamagedStoreException(file + " is not of a store of Treaty's");
    }
    if (!text.equals(OURS + FORMAT)) {
      throw new DamagedStoreException(
          file
              + " says \""
              + text
              + "\", this agent knows up to format "
              + FORMAT
              + ": it was written by a newer version");
    }
  }

  /**
   * Lets nobody else read what Ratis has written since. Nobody could before, either: the folder
   * itself is closed.
   */
  void closeToOthers() {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Files.setPosixFilePermissions(path, Files.isDirectory(path) ? FOLDER : FILE);
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      // Files come and go while we look.
      LOG.debug("closing {} to others", root, e);
    }
  }

  /** Writes the files that Ratis appends to afresh, so that what can be read is on disk. */
  void rewriteOpenSegments() throws IOException {
    List<Path> open;
    try (Stream<Path> all = Files.walk(groups())) {
      open =
          all.filter(path -> path.getFileName().toString().startsWith("log_inprogress_")).toList();
    }
    for (Path file : open) {
      Path copy = drafts().resolve("segment");
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      force(copy);
      Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
      force(Objects.requireNonNull(file.getParent()));
    }
  }

  private static void makeFolder(Path folder) throws IOException {
    Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
  }

  private static void emptyFolder(Path folder) throws IOException {
    makeFolder(folder);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  static void force(Path path) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            path, Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("closing {}", root, e);
    }
  }
}
