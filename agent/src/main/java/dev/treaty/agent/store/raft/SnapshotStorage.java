package dev.treaty.agent.store.raft;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.util.MD5FileUtil;
import org.jspecify.annotations.Nullable;

/** Where a group's snapshots are; unlike its parent it looks into the folder only when asked to. */
final class SnapshotStorage extends SimpleStateMachineStorage {

  private volatile @Nullable SingleFileSnapshotInfo latest;

  @Override
  public void init(RaftStorage storage) throws IOException {
    super.init(storage);
    latest = loadLatestSnapshot();
  }

  /** Asked with every entry that arrives. */
  @Override
  @SuppressWarnings("NullAway") // null is how Ratis is told that there is none
  public SingleFileSnapshotInfo getLatestSnapshot() {
    return latest;
  }

  /** Looks for what was installed. */
  @Nullable SingleFileSnapshotInfo reload() {
    latest = loadLatestSnapshot();
    return latest;
  }

  /** Takes a finished snapshot in: from now on it is the latest. */
  void adopt(Path file, MD5Hash digest, TermIndex at) throws IOException {
    Path home = getSnapshotFile(at.getTerm(), at.getIndex()).toPath();
    // First its digest: without one it would be no snapshot to Ratis.
    MD5FileUtil.saveMD5File(home.toFile(), digest);
    Files.move(file, home, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(home.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
    SingleFileSnapshotInfo info =
        new SingleFileSnapshotInfo(new FileInfo(home, digest), at.getTerm(), at.getIndex());
    updateLatestSnapshot(info);
    latest = info;
  }
}
