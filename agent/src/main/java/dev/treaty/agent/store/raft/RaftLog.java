package dev.treaty.agent.store.raft;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.CommandBatch.Encoded;
import dev.treaty.agent.store.CommitLog;
import dev.treaty.agent.store.DamagedStoreException;
import dev.treaty.agent.store.Leadership;
import dev.treaty.agent.store.NotLeaderException;
import dev.treaty.agent.store.RaftMembership;
import dev.treaty.agent.store.State;
import dev.treaty.agent.store.StateMachine;
import dev.treaty.agent.store.StoreSchema;
import dev.treaty.agent.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.server.RaftServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A log that several servers keep together, so that it survives the loss of a minority of them. */
public final class RaftLog implements CommitLog {

  private static final Logger LOG = LoggerFactory.getLogger(RaftLog.class);
  private static final int HAND_OVER_SECONDS = 4;

  private final RaftSettings settings;
  private final StoreSchema schema;
  private final RaftFolder folder;
  private final ClientId self = ClientId.randomId();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("raft-timer").daemon().factory());
  private final Proposals proposals = new Proposals(timer);
  private final Snapshots snapshots;
  private final Proposer proposer;
  private final RaftLeadership leadership;
  private final GroupMembership membership;
  private final Restoring restoring;
  private final Restorer restorer;
  private final NodeKeeper keeper;
  private final AppliedLog.Position position = new AppliedLog.Position();
  private final AtomicReference<@Nullable StateMachine> machine = new AtomicReference<>();
  private volatile int port;
  private volatile boolean closed;

  private RaftLog(
      RaftSettings settings, StoreSchema schema, InstantSource clock, RaftFolder folder) {
    this.settings = settings;
    this.schema = schema;
    this.folder = folder;
    timer.setRemoveOnCancelPolicy(true);
    keeper = new NodeKeeper(folder, this::startNode, this::lost, timer);
    snapshots = new Snapshots(folder.drafts(), settings.tuning().snapshotEvery());
    leadership =
        new RaftLeadership(
            () -> keeper.running().flatMap(RaftNode::division).map(RaftServer.Division::getInfo),
            timer);
    proposer =
        new Proposer(
            proposals, clock, keeper::running, this::refusal, self, settings.tuning().inFlight());
    port = settings.port();
    membership = new GroupMembership(settings, keeper, () -> port);
    restoring = new Restoring(folder.drafts().resolve("incoming"), schema);
    restorer = new Restorer(folder.drafts(), self, keeper::node, leadership::leaderId);
  }

  /**
   * Opens this server's part of the log.
   *
   * @throws StoreUnavailableException if another process has it, or it cannot be written
   * @throws DamagedStoreException if what is there is not ours, newer, or damaged
   */
  public static RaftLog open(RaftSettings settings, StoreSchema schema, InstantSource clock) {
    return new RaftLog(settings, schema, clock, RaftFolder.take(settings.folder()));
  }

  /** Whether a server has kept a log with others in that folder, and so must go on doing so. */
  public static boolean isUsed(Path folder) {
    return RaftFolder.isUsed(folder);
  }

  @Override
  public void start(StateMachine driven) {
    if (!machine.compareAndSet(null, driven)) {
      throw new IllegalStateException("already started");
    }
    Optional<TakeOver> takeOver =
        settings
            .singleServer()
            .map(from -> new TakeOver(settings.folder(), folder.groups(), from, schema));
    takeOver.ifPresent(TakeOver::cleanUp);
    keeper.start();
    proposer.start();
    takeOver.ifPresent(one -> one.run(membership, leadership, restorer::restore));
  }

  private RaftNode startNode() {
    StateMachine driven = Objects.requireNonNull(machine.get());
    RaftNode node =
        RaftNode.start(
            settings,
            port,
            folder.groups(),
            folder.removed(),
            self,
            () ->
                new AppliedLog(
                    schema,
                    driven,
                    proposals,
                    self,
                    snapshots,
                    restoring,
                    position,
                    new Listener()));
    // Another time the same one: the others know it.
    port = node.port();
    return node;
  }

  /** The servers that share the log. */
  public RaftMembership membership() {
    return membership;
  }

  @Override
  public Leadership leadership() {
    return leadership;
  }

  @Override
  public <O> CompletableFuture<O> propose(Command<O> command) {
    if (closed) {
      return CompletableFuture.failedFuture(new StoreUnavailableException("the store is closed"));
    }
    if (!leadership.leads()) {
      return CompletableFuture.failedFuture(refusal());
    }
    return proposer.propose(command, Encoded.of(schema, command));
  }

  private StoreUnavailableException refusal() {
    return keeper
        .problem()
        .map(StoreUnavailableException::new)
        .orElseGet(() -> new NotLeaderException(leadership.leaderId()));
  }

  @Override
  public CompletableFuture<Long> restore(State state) {
    if (closed) {
      return CompletableFuture.failedFuture(new StoreUnavailableException("the store is closed"));
    }
    if (!leadership.leads()) {
      return CompletableFuture.failedFuture(refusal());
    }
    CompletableFuture<Long> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("raft-restore")
        .start(() -> {
          try {
            answer.complete(restorer.restore(state));
          } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  @Override
  public CompletableFuture<Long> readBarrier() {
    Optional<RaftNode> on = keeper.running();
    Optional<RaftGroupId> group = on.flatMap(RaftNode::group);
    StateMachine driven = machine.get();
    if (group.isEmpty() || driven == null) {
      return CompletableFuture.failedFuture(
          new StoreUnavailableException(
              keeper.problem().orElse("this server belongs to no cluster yet")));
    }
    RaftNode at = on.orElseThrow();
    RaftClientRequest request =
        RaftClientRequest.newBuilder()
            .setClientId(self)
            .setServerId(at.id())
            .setGroupId(group.get())
            .setCallId(at.nextCall())
            .setMessage(Message.EMPTY)
            .setType(RaftClientRequest.readRequestType())
            .build();
    try {
      return RaftNode.checked(at.server().submitClientRequestAsync(request))
          .thenApply(unused -> driven.state().index())
          .exceptionally(e -> {
            throw new StoreUnavailableException(
                "what the cluster knows could not be asked for: " + reason(e), e);
          });
    } catch (IOException e) {
      return CompletableFuture.failedFuture(
          new StoreUnavailableException("the cluster could not be asked", e));
    }
  }

  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  /** Hands over the lead, if this server has it, and ends. */
  @Override
  public void close() {
    if (!closed && leadership.leads() && membership.peers().size() > 1) {
      try {
        membership.transfer(Optional.empty()).get(HAND_OVER_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        LOG.warn("the lead could not be handed over; the others will elect a leader", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    closeAtOnce();
  }

  /** Ends without a word to the others. */
  void closeAtOnce() {
    if (closed) {
      return;
    }
    closed = true;
    proposer.close();
    keeper.close();
    proposals.failAll("the store is closed");
    snapshots.close();
    timer.shutdownNow();
    folder.close();
  }

  private void lost(String why) {
    proposals.failAll(why);
    proposer.forgetInFlight();
  }

  /** For tests: as if Ratis had said so. */
  void fail(Throwable cause) {
    keeper.failed(cause);
  }

  private final class Listener implements AppliedLog.Listener {

    @Override
    public void leadershipMayHaveChanged() {
      leadership.mayHaveChanged();
    }

    @Override
    public void snapshotReady() {
      folder.closeToOthers();
      RaftNode on = keeper.node();
      on.group()
          .ifPresent(group -> {
            var unused =
                on.server()
                    .snapshotManagementAsync(
                        SnapshotManagementRequest.newCreate(
                            self, on.id(), group, on.nextCall(), 60_000, 1));
          });
    }

    @Override
    public void failed(Throwable cause) {
      keeper.failed(cause);
    }

    @Override
    public RuntimeException superseded() {
      return new NotLeaderException(leadership.leaderId());
    }
  }
}
