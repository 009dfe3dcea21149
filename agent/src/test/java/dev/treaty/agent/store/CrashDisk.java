package dev.treaty.agent.store;

import dev.treaty.agent.store.SyscallTrace.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A folder on a disk that may lose its power: what was synced is there, and of what was written
 * since, any part in any order.
 *
 * <p>A file's data and the folder's entries are synced apart, as a file system does. Entries become
 * durable in their order, data sector by sector in none.
 */
final class CrashDisk {

  private static final int SECTOR = 512;

  private final String folder;
  private final Map<String, Inode> entries = new HashMap<>();
  private final Map<String, Inode> durableEntries = new HashMap<>();
  private final List<EntryChange> entryChanges = new ArrayList<>();

  CrashDisk(String folder) {
    this.folder = folder;
  }

  private static final class Inode {
    byte[] durable = new byte[0];
    final List<Change> since = new ArrayList<>();

    /** How many of the changes no later sync brings to the disk. */
    int doomed;
  }

  /** Data at an offset, or the cutting of the file there. */
  private record Change(int ended, boolean cuts, byte[] data, long offset) {}

  /** A name gets a file, or loses it. */
  private record EntryChange(int ended, String path, Inode inode, boolean isRemoved) {}

  /** Follows the process one call further. */
  void apply(Call call) {
    if (!call.path().startsWith(folder) || call.path().endsWith("-shm")) {
      return;
    }
    switch (call.name()) {
      case "create" -> {
        if (!entries.containsKey(call.path())) {
          put(call, call.path(), new Inode());
        }
      }
      case "pwrite64" -> change(call, false);
      case "ftruncate" -> change(call, true);
      case "rename" -> {
        Inode inode = entries.get(call.path());
        remove(call);
        put(call, call.target(), inode);
      }
      case "unlink" -> remove(call);
      case "fsync", "fdatasync" -> sync(call);
      case SyscallTrace.FAILED_SYNC -> doom(call);
      default -> {
        // Reading and making folders changes no file in here.
      }
    }
  }

  private void put(Call call, String path, Inode inode) {
    entries.put(path, inode);
    entryChanges.add(new EntryChange(call.ended(), path, inode, false));
  }

  private void remove(Call call) {
    Inode inode = entries.remove(call.path());
    if (inode != null) {
      entryChanges.add(new EntryChange(call.ended(), call.path(), inode, true));
    }
  }

  private void change(Call call, boolean cuts) {
    Inode inode = entries.get(call.path());
    if (inode != null) {
      if (cuts && call.offset() == 0) {
        inode.doomed = 0;
      }
      inode.since.add(new Change(call.ended(), cuts, call.data(), call.offset()));
    }
  }

  /** What ended before the sync began is durable; what ran beside it need not be. */
  private void sync(Call call) {
    if (call.path().equals(folder)) {
      entryChanges.removeIf(change -> {
        boolean isDurable = change.ended() < call.began();
        if (isDurable) {
          applyTo(durableEntries, change);
        }
        return isDurable;
      });
      return;
    }
    Inode inode = entries.get(call.path());
    if (inode != null) {
      inode
          .since
          .subList(inode.doomed, inode.since.size())
          .removeIf(change -> {
            boolean isDurable = change.ended() < call.began();
            if (isDurable) {
              inode.durable = applied(inode.durable, change);
            }
            return isDurable;
          });
    }
  }

  /**
   * The system takes what it could not write for written: a later sync says nothing about it. Only
   * a cut of the file ends the matter.
   */
  private void doom(Call call) {
    Inode inode = entries.get(call.path());
    if (inode != null) {
      inode.doomed = inode.since.size();
    }
  }

  private static void applyTo(Map<String, Inode> entries, EntryChange change) {
    if (change.isRemoved()) {
      entries.remove(change.path(), change.inode());
    } else {
      entries.put(change.path(), change.inode());
    }
  }

  private static byte[] applied(byte[] content, Change change) {
    if (change.cuts()) {
      return Arrays.copyOf(content, Math.toIntExact(change.offset()));
    }
    int end = Math.toIntExact(change.offset() + change.data().length);
    byte[] next = end > content.length ? Arrays.copyOf(content, end) : content.clone();
    System.arraycopy(change.data(), 0, next, (int) change.offset(), change.data().length);
    return next;
  }

  /** Whether a power cut now could leave more than one thing. */
  boolean isUnsynced() {
    return !entryChanges.isEmpty()
        || entries.values().stream().anyMatch(inode -> !inode.since.isEmpty());
  }

  /** Writes to the folder what a power cut at this moment may have left of this one. */
  void crashInto(Path target, Random random) throws IOException {
    Map<String, Inode> left = new HashMap<>(durableEntries);
    int changes = random.nextInt(entryChanges.size() + 1);
    entryChanges.subList(0, changes).forEach(change -> applyTo(left, change));
    for (Map.Entry<String, Inode> entry : left.entrySet()) {
      Path file = target.resolve(entry.getKey().substring(folder.length() + 1));
      Files.write(file, remains(entry.getValue(), random));
    }
  }

  private static byte[] remains(Inode inode, Random random) {
    byte[] content = inode.durable;
    int size = inode.since.size();
    int whole = random.nextInt(size + 1);
    int mode = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      Change change = inode.since.get(i);
      switch (mode) {
        case 0 -> content = i < whole ? applied(content, change) : content;
        case 1 -> content = random.nextBoolean() ? applied(content, change) : content;
        case 2 -> content = torn(content, change, random);
        default -> content = applied(content, change);
      }
    }
    return content;
  }

  /** Some sectors of the change and not others. */
  private static byte[] torn(byte[] content, Change change, Random random) {
    if (change.cuts()) {
      return random.nextBoolean() ? applied(content, change) : content;
    }
    byte[] next = content;
    long end = change.offset() + change.data().length;
    for (long at = change.offset(); at < end; at = (at / SECTOR + 1) * SECTOR) {
      if (random.nextBoolean()) {
        int from = Math.toIntExact(at - change.offset());
        int to = Math.toIntExact(Math.min(end, (at / SECTOR + 1) * SECTOR) - change.offset());
        byte[] part = Arrays.copyOfRange(change.data(), from, to);
        next = applied(next, new Change(change.ended(), false, part, at));
      }
    }
    return next;
  }
}
