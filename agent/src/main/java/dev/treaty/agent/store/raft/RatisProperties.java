package dev.treaty.agent.store.raft;

import dev.treaty.agent.store.raft.RaftSettings.Tuning;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.rpc.SupportedRpcType;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/** Our settings as Ratis wants them. */
final class RatisProperties {

  /** The largest entry of the log; a batch stays far below, a single command may come near. */
  static final int MAX_ENTRY = 8 << 20;

  private static final TimeDuration NEVER = TimeDuration.valueOf(36_500, TimeUnit.DAYS);

  private RatisProperties() {}

  static RaftProperties of(RaftSettings settings, int port, Path groups, Path removed) {
    RaftProperties p = new RaftProperties();
    Tuning tuning = settings.tuning();
    RaftConfigKeys.Rpc.setType(p, SupportedRpcType.GRPC);
    if (!settings.bindHost().isEmpty()) {
      GrpcConfigKeys.Server.setHost(p, settings.bindHost());
    }
    GrpcConfigKeys.Server.setPort(p, port);
    GrpcConfigKeys.setMessageSizeMax(p, SizeInBytes.valueOf(MAX_ENTRY + (2 << 20)));
    RaftServerConfigKeys.setStorageDir(p, List.of(groups.toFile()));
    RaftServerConfigKeys.setRemovedGroupsDir(p, removed.toFile());
    election(p, tuning);
    log(p, tuning);
    reading(p);
    return p;
  }

  private static void election(RaftProperties p, Tuning tuning) {
    RaftServerConfigKeys.Rpc.setTimeoutMin(p, time(tuning.electionMin()));
    RaftServerConfigKeys.Rpc.setTimeoutMax(p, time(tuning.electionMax()));
    RaftServerConfigKeys.Rpc.setRequestTimeout(p, TimeDuration.valueOf(3, TimeUnit.SECONDS));
    RaftServerConfigKeys.LeaderElection.setPreVote(p, true);
    // A leader that was stopped for longer than an election has been replaced.
    RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(p, time(tuning.electionMax()));
    // A machine that slept is no reason to end the server.
    RaftServerConfigKeys.setCloseThreshold(p, NEVER);
    RaftServerConfigKeys.setStagingTimeout(p, TimeDuration.valueOf(30, TimeUnit.SECONDS));
  }

  private static void log(RaftProperties p, Tuning tuning) {
    // Forced to disk before it counts: Ratis' defaults, said here because all depends on them.
    RaftServerConfigKeys.Log.setUnsafeFlushEnabled(p, false);
    RaftServerConfigKeys.Log.setAsyncFlushEnabled(p, false);
    RaftServerConfigKeys.Log.setUseMemory(p, false);
    // Would append (and sync) an entry for each commit, only to know at a restart what the leader
    // says a moment later.
    RaftServerConfigKeys.Log.setLogMetadataEnabled(p, false);
    RaftServerConfigKeys.Log.setCorruptionPolicy(
        p, RaftServerConfigKeys.Log.CorruptionPolicy.EXCEPTION);
    RaftServerConfigKeys.Log.setSegmentSizeMax(p, SizeInBytes.valueOf(tuning.segmentBytes()));
    RaftServerConfigKeys.Log.setPreallocatedSize(
        p, SizeInBytes.valueOf(Math.min(tuning.segmentBytes(), 4 << 20)));
    RaftServerConfigKeys.Log.Appender.setBufferByteLimit(p, SizeInBytes.valueOf(MAX_ENTRY));
    RaftServerConfigKeys.Log.setWriteBufferSize(p, SizeInBytes.valueOf(MAX_ENTRY + (64 << 10)));
    RaftServerConfigKeys.Log.setSegmentCacheNumMax(p, 2);
    // We take snapshots ourselves, in the background; the log goes up to them even where a server
    // is away, which then gets the snapshot.
    RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(p, false);
    RaftServerConfigKeys.Snapshot.setRetentionFileNum(p, 1);
    RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(p, true);
    RaftServerConfigKeys.Log.setPurgePreservationLogNum(p, tuning.keptEntries());
    RaftServerConfigKeys.Log.setPurgeGap(p, 1);
    RaftServerConfigKeys.Log.Appender.setInstallSnapshotEnabled(p, true);
    RaftServerConfigKeys.Log.Appender.setSnapshotChunkSizeMax(p, SizeInBytes.valueOf(1 << 20));
    RaftServerConfigKeys.RetryCache.setExpiryTime(p, TimeDuration.valueOf(1, TimeUnit.SECONDS));
  }

  private static void reading(RaftProperties p) {
    RaftServerConfigKeys.Read.setOption(p, RaftServerConfigKeys.Read.Option.LINEARIZABLE);
    // No lease: it would trust that clocks of two machines run equally fast.
    RaftServerConfigKeys.Read.setLeaderLeaseEnabled(p, false);
    RaftServerConfigKeys.Read.setTimeout(p, TimeDuration.valueOf(5, TimeUnit.SECONDS));
  }

  static TimeDuration time(Duration duration) {
    return TimeDuration.valueOf(duration.toMillis(), TimeUnit.MILLISECONDS);
  }
}
