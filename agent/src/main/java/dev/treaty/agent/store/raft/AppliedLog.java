package dev.treaty.agent.store.raft;

import dev.treaty.agent.store.CommandBatch;
import dev.treaty.agent.store.HighWater;
import dev.treaty.agent.store.SnapshotFile;
import dev.treaty.agent.store.State;
import dev.treaty.agent.store.StateMachine;
import dev.treaty.agent.store.StateMachine.Staged;
import dev.treaty.agent.store.StoreSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.util.LifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * What Ratis drives: applies committed entries to the agent's state, each on every server and in
 * the same order.
 */
final class AppliedLog extends BaseStateMachine {

  /** What the rest of the log wants to hear. */
  interface Listener {

    /** Who leads may have changed. */
    void leadershipMayHaveChanged();

    /** A snapshot is ready to be taken in. */
    void snapshotReady();

    /** This server cannot go on. */
    void failed(Throwable cause);

    /** The error for a batch that another leader's entries took the place of. */
    RuntimeException superseded();
  }

  /** Begins the answer to a part of a snapshot that was of no use. */
  static final String REFUSED = "refused: ";

  /**
   * How far the agent's state has come, kept while a node is replaced: what the state holds is not
   * applied to it again.
   */
  static final class Position {
    private Optional<RaftGroupId> group = Optional.empty();
    private long index = RaftLog.INVALID_LOG_INDEX;

    synchronized boolean isBeyond(RaftGroupId in, long other) {
      return group.equals(Optional.of(in)) && index >= other;
    }

    synchronized void at(RaftGroupId in, long applied) {
      group = Optional.of(in);
      index = applied;
    }
  }

  private final StoreSchema schema;
  private final StateMachine machine;
  private final Proposals proposals;
  private final ClientId self;
  private final Snapshots snapshots;
  private final Listener listener;
  private final Restoring restoring;
  private final Position position;
  private final SnapshotStorage storage = new SnapshotStorage();
  private volatile @Nullable HighWater highWater;

  AppliedLog(
      StoreSchema schema,
      StateMachine machine,
      Proposals proposals,
      ClientId self,
      Snapshots snapshots,
      Restoring restoring,
      Position position,
      Listener listener) {
    this.schema = schema;
    this.machine = machine;
    this.proposals = proposals;
    this.self = self;
    this.snapshots = snapshots;
    this.restoring = restoring;
    this.position = position;
    this.listener = listener;
  }

  @Override
  public void initialize(RaftServer server, RaftGroupId group, RaftStorage raftStorage)
      throws IOException {
    super.initialize(server, group, raftStorage);
    storage.init(raftStorage);
    highWater = HighWater.open(raftStorage.getStorageDir().getRoot().toPath());
    getLifeCycle().startAndTransition(this::load);
  }

  @Override
  public void pause() {
    getLifeCycle().transition(LifeCycle.State.PAUSING);
    getLifeCycle().transition(LifeCycle.State.PAUSED);
  }

  /** A snapshot came from the leader. */
  @Override
  public void reinitialize() {
    getLifeCycle().startAndTransition(this::load);
  }

  private void load() {
    SingleFileSnapshotInfo snapshot = storage.reload();
    TermIndex at = snapshot == null ? TermIndex.INITIAL_VALUE : snapshot.getTermIndex();
    setLastAppliedTermIndex(at);
    if (position.isBeyond(getGroupId(), at.getIndex())) {
      return;
    }
    snapshots.reset();
    restoring.abandon();
    machine.reset(
        snapshot == null ? State.EMPTY : SnapshotFile.load(snapshot.getFile().getPath(), schema));
    applied(at.getIndex());
    proposals.passed(at.getIndex(), listener::superseded);
  }

  private void applied(long index) {
    position.at(getGroupId(), index);
    HighWater mark = highWater;
    if (mark != null && index > mark.highest()) {
      mark.note(index);
    }
  }

  @Override
  public void close() throws IOException {
    HighWater mark = highWater;
    if (mark != null) {
      mark.close();
    }
  }

  @Override
  public StateMachineStorage getStateMachineStorage() {
    return storage;
  }

  @Override
  public TransactionContext preAppendTransaction(TransactionContext transaction)
      throws IOException {
    if (self.equals(transaction.getClientRequest().getClientId())) {
      // Called under the log's lock: the next index is this entry's.
      RaftLog log = getServer().join().getDivision(getGroupId()).getRaftLog();
      proposals.appending(transaction.getClientRequest().getCallId(), log.getNextIndex());
    }
    return transaction;
  }

  @Override
  public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
    LogEntryProto entry = transaction.getLogEntry();
    Message answer;
    if (position.isBeyond(getGroupId(), entry.getIndex())) {
      updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
      return CompletableFuture.completedFuture(Message.EMPTY);
    }
    try {
      answer = apply(entry);
      applied(entry.getIndex());
      updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
      takeSnapshotIfDue();
      proposals.passed(entry.getIndex(), listener::superseded);
    } catch (RuntimeException | Error e) {
      // Skipping it would make this server differ from the others.
      listener.failed(e);
      throw e;
    }
    return CompletableFuture.completedFuture(answer);
  }

  private Message apply(LogEntryProto entry) {
    StateMachineLogEntryProto content = entry.getStateMachineLogEntry();
    ByteBuffer bytes = content.getLogData().asReadOnlyByteBuffer();
    if (RestorePart.isOne(bytes)) {
      return restore(RestorePart.decode(bytes));
    }
    restoring.other();
    CommandBatch batch = CommandBatch.decode(schema, bytes);
    Staged staged = machine.stage(batch.commands(), batch.time());
    if (!staged.effective().isEmpty()) {
      machine.publish(staged);
    }
    snapshots.applied(batch.commands().size());
    if (self.toByteString().equals(content.getClientId())) {
      Optional<Proposals.Batch> mine = proposals.applied(content.getCallId());
      mine.ifPresent(one -> proposals.deliver(one, staged.results()));
    }
    return Message.EMPTY;
  }

  private Message restore(RestorePart part) {
    return switch (restoring.add(part)) {
      case Restoring.Step.Waiting unused -> Message.EMPTY;
      case Restoring.Step.Refused(String why) -> Message.valueOf(REFUSED + why);
      case Restoring.Step.Whole(State restored) -> {
        State after = machine.state().replacedBy(restored);
        machine.reset(after);
        snapshots.due();
        yield Message.valueOf(Long.toString(after.index()));
      }
    };
  }

  private void takeSnapshotIfDue() {
    if (snapshots.isDue() && !restoring.isUnderWay()) {
      snapshots.write(machine.state(), getLastAppliedTermIndex(), listener::snapshotReady);
    }
  }

  @Override
  public void notifyTermIndexUpdated(long term, long index) {
    if (!position.isBeyond(getGroupId(), index)) {
      if (term != getLastAppliedTermIndex().getTerm()) {
        restoring.abandon();
      }
      applied(index);
    }
    super.notifyTermIndexUpdated(term, index);
    proposals.passed(index, listener::superseded);
  }

  /** Takes in the snapshot that was written meanwhile; the log is then cut behind it. */
  @Override
  public long takeSnapshot() throws IOException {
    Snapshots.@Nullable Finished finished = snapshots.take();
    SingleFileSnapshotInfo latest = storage.getLatestSnapshot();
    if (finished != null) {
      boolean newer = latest == null || latest.getIndex() < finished.at().getIndex();
      // After the node was replaced Ratis may not have come so far again.
      if (newer && finished.at().getIndex() <= getLastAppliedTermIndex().getIndex()) {
        storage.adopt(finished.file(), finished.digest(), finished.at());
        return finished.at().getIndex();
      }
      Snapshots.deleteQuietly(finished.file());
    }
    return latest == null ? RaftLog.INVALID_LOG_INDEX : latest.getIndex();
  }

  @Override
  public CompletableFuture<Message> query(Message request) {
    return CompletableFuture.completedFuture(Message.EMPTY);
  }

  @Override
  public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId leader) {
    listener.leadershipMayHaveChanged();
  }

  @Override
  public void notifyLeaderReady() {
    listener.leadershipMayHaveChanged();
  }

  @Override
  public void notifyNotLeader(Collection<TransactionContext> pending) {
    listener.leadershipMayHaveChanged();
  }

  @Override
  public void notifyConfigurationChanged(long term, long index, RaftConfigurationProto conf) {
    listener.leadershipMayHaveChanged();
  }

  @Override
  public void notifyLogFailed(Throwable cause, LogEntryProto entry) {
    listener.failed(cause);
  }
}
