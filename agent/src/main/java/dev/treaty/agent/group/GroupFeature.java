package dev.treaty.agent.group;

import dev.treaty.agent.cluster.Member;
import dev.treaty.agent.cluster.MemberStatus;
import dev.treaty.agent.cluster.Membership;
import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.feature.Feature;
import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.agent.http.ApiResponse;
import dev.treaty.agent.http.PeerClient;
import dev.treaty.agent.http.Right;
import dev.treaty.agent.http.Route;
import dev.treaty.agent.store.RaftMembership;
import dev.treaty.agent.store.RaftMembership.Peer;
import dev.treaty.agent.store.StoreSchema;
import dev.treaty.agent.store.StoreUnavailableException;
import dev.treaty.agent.store.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this server does in its group, as the leader and otherwise. */
public final class GroupFeature implements Feature {

  private static final Logger LOG = LoggerFactory.getLogger(GroupFeature.class);
  private static final int EVERY_SECONDS = 2;
  private static final int LEAVE_SECONDS = 8;

  private final AgentContext context;
  private final Membership membership;
  private final Optional<RaftMembership> raft;
  private final GroupCalls calls;
  private final Optional<Forming> forming;
  private final Optional<ServerIntake> intake;
  private final MemberRows rows;
  private final OperatorEndpoints endpoints;
  private final AtomicBoolean due = new AtomicBoolean();
  private final AtomicBoolean working = new AtomicBoolean();
  private Subscription changes = Subscription.NONE;
  private Future<?> periodic = CompletableFuture.completedFuture(true);
  private volatile boolean leading;

  /**
   * The feature of a server.
   *
   * @param client calls other servers; absent on one that is alone
   */
  public GroupFeature(AgentContext context, Optional<PeerClient> client) {
    this.context = context;
    this.membership = context.cluster();
    this.raft = membership.raft();
    this.calls = new GroupCalls(client);
    this.forming = raft.map(log -> new Forming(membership, log, calls));
    this.intake = raft.map(log -> new ServerIntake(membership, log));
    this.rows =
        new MemberRows(
            context.store(),
            context.nodeId(),
            raft.isPresent(),
            context.settings().cluster().timing().reconnect());
    this.endpoints = new OperatorEndpoints(context);
  }

  /** Adds the tables and commands. */
  public static StoreSchema addTo(StoreSchema schema) {
    return schema
        .table(AutopilotConfig.TABLE)
        .command("autopilot-config-put", AutopilotConfig.Put.class);
  }

  @Override
  public List<Route> routes() {
    return endpoints.routes();
  }

  @Override
  public List<Route> peerRoutes() {
    return List.of(
        Route.post(GroupCalls.PROMISE, Right.NONE, this::promise),
        Route.post(GroupCalls.FORM, Right.NONE, this::form),
        Route.post(GroupCalls.REMOVE, Right.NONE, this::remove));
  }

  @Override
  public void start() {
    changes = membership.onChange(this::soon);
    periodic =
        context.timers().scheduleWithFixedDelay(this::soon, 0, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void lead() {
    rows.begin();
    endpoints.begin();
    leading = true;
    soon();
  }

  @Override
  public void follow() {
    leading = false;
  }

  /** Works on its own thread, one round at a time; what comes meanwhile makes one more round. */
  private void soon() {
    due.set(true);
    if (working.compareAndSet(false, true)) {
      try {
        context.workers().execute(this::work);
      } catch (RejectedExecutionException e) {
        working.set(false);
      }
    }
  }

  private void work() {
    try {
      while (due.getAndSet(false)) {
        round();
      }
    } catch (StoreUnavailableException e) {
      LOG.debug("tried again soon", e);
    } catch (RuntimeException e) {
      LOG.error("looking after the group failed, and is tried again soon", e);
    } finally {
      working.set(false);
    }
    if (due.get()) {
      soon();
    }
  }

  private void round() {
    forming.ifPresent(Forming::look);
    if (leading) {
      rows.settle(membership.members());
      endpoints.observe();
      intake.ifPresent(taking -> taking.settle(endpoints.config()));
    }
  }

  private ApiResponse promise(ApiRequest request) {
    List<String> ids = GroupCalls.ids(request.body());
    return answer(forming.filter(one -> one.promise(ids)).isPresent());
  }

  private ApiResponse form(ApiRequest request) {
    List<Peer> peers = GroupCalls.peers(request.body());
    forming
        .filter(one -> peers.stream().anyMatch(peer -> peer.id().equals(context.nodeId())))
        .ifPresent(one -> one.make(peers));
    return answer(forming.isPresent());
  }

  private ApiResponse remove(ApiRequest request) {
    List<String> ids = GroupCalls.ids(request.body());
    for (String id : ids) {
      try {
        raft.ifPresent(log -> log.remove(id).join());
      } catch (CompletionException | IllegalStateException e) {
        throw ApiException.refused(String.valueOf(e.getMessage()));
      }
    }
    return answer(leading);
  }

  private static ApiResponse answer(boolean yes) {
    return ApiResponse.flag(yes).withStatus(yes ? 200 : 409);
  }

  /** Hands over what it has, is put out of the group, and says farewell. */
  @Override
  public void leave() {
    membership.leave(MemberStatus.LEAVING);
    try {
      raft.ifPresent(this::leaveGroup);
    } catch (CompletionException | StoreUnavailableException e) {
      LOG.warn("the group keeps this server until its leader notices: {}", String.valueOf(e));
    }
    membership.leave(MemberStatus.LEFT);
  }

  private void leaveGroup(RaftMembership log) {
    if (log.peers().stream().noneMatch(peer -> !peer.id().equals(context.nodeId()))) {
      return; // the last one
    }
    if (context.store().leadership().leads()) {
      log.transfer(Optional.empty()).orTimeout(LEAVE_SECONDS, TimeUnit.SECONDS).join();
    }
    Optional<Member> leader =
        membership.leader().filter(member -> !member.id().equals(context.nodeId()));
    if (leader.isEmpty() || !calls.remove(leader.get().peerAddress(), context.nodeId())) {
      LOG.info("the leader puts this server out of the group as soon as it hears of it");
    }
  }

  @Override
  public void close() {
    leading = false;
    changes.close();
    periodic.cancel(false);
  }
}
