package dev.treaty.agent.store.raft;

import dev.treaty.agent.store.NotLeaderException;
import dev.treaty.agent.store.RaftMembership;
import dev.treaty.agent.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.client.api.GroupManagementApi;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.protocol.exceptions.AlreadyExistsException;
import org.apache.ratis.retry.RetryPolicies;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer.Division;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The group as Ratis keeps it. */
final class GroupMembership implements RaftMembership {

  private static final Logger LOG = LoggerFactory.getLogger(GroupMembership.class);
  private static final Duration TRANSFER_TIME = Duration.ofSeconds(3);

  private final RaftSettings settings;
  private final NodeKeeper keeper;
  private final IntSupplier port;

  GroupMembership(RaftSettings settings, NodeKeeper keeper, IntSupplier port) {
    this.settings = settings;
    this.keeper = keeper;
    this.port = port;
  }

  private Optional<Division> division() {
    return keeper.running().flatMap(RaftNode::division);
  }

  @Override
  public Peer self() {
    return new Peer(settings.id(), settings.advertise(port.getAsInt()), true);
  }

  @Override
  public Optional<String> group() {
    return keeper.running().flatMap(RaftNode::group).map(id -> id.getUuid().toString());
  }

  @Override
  public List<Peer> peers() {
    return division().map(GroupMembership::peers).orElse(List.of());
  }

  private static List<Peer> peers(Division division) {
    List<Peer> all = new ArrayList<>();
    for (RaftPeer peer : voters(division)) {
      all.add(new Peer(peer.getId().toString(), Addresses.address(peer.getAddress()), true));
    }
    for (RaftPeer peer : division.getRaftConf().getAllPeers(RaftPeerRole.LISTENER)) {
      all.add(new Peer(peer.getId().toString(), Addresses.address(peer.getAddress()), false));
    }
    all.sort(Comparator.comparing(Peer::id));
    return all;
  }

  private static List<RaftPeer> voters(Division division) {
    return new ArrayList<>(division.getRaftConf().getCurrentPeers());
  }

  @Override
  public void bootstrap(List<Peer> peers) {
    if (keeper.node().group().isPresent()) {
      throw new IllegalStateException("this server belongs to a group already");
    }
    if (peers.stream().noneMatch(peer -> peer.id().equals(settings.id()))) {
      throw new IllegalArgumentException("a server must be in the group it makes");
    }
    // What was known of these servers in another group is out of date.
    peers.forEach(peer -> Addresses.moved(peer.id(), peer.address()));
    // The same on each of them, and another one than any other servers would make.
    String ids = peers.stream().map(Peer::id).sorted().collect(Collectors.joining(","));
    RaftGroupId id =
        RaftGroupId.valueOf(
            UUID.nameUUIDFromBytes(("treaty " + ids).getBytes(StandardCharsets.UTF_8)));
    keeper
        .node()
        .create(RaftGroup.valueOf(id, peers.stream().map(GroupMembership::ratis).toList()));
  }

  private static RaftPeer ratis(Peer peer) {
    return RaftPeer.newBuilder()
        .setId(peer.id())
        .setAddress(Addresses.name(peer.id(), peer.address()))
        .build();
  }

  @Override
  public CompletableFuture<Boolean> add(Peer peer) {
    return later(() -> {
      Division division = leading();
      Addresses.moved(peer.id(), peer.address());
      List<RaftPeer> wanted = voters(division);
      boolean isMember = wanted.removeIf(one -> one.getId().toString().equals(peer.id()));
      if (!peer.id().equals(settings.id())) {
        invite(division.getMemberId().getGroupId(), ratis(peer), isMember);
      }
      wanted.add(ratis(peer));
      configure(division, wanted);
      return true;
    });
  }

  @Override
  public void reachedAt(String id, String address) {
    Addresses.moved(id, address);
  }

  /** Makes the group on the other server, where it waits for us. */
  private void invite(RaftGroupId group, RaftPeer peer, boolean isMember) throws IOException {
    try {
      manage(peer, group, api -> api.add(RaftGroup.valueOf(group)));
    } catch (AlreadyExistsException e) {
      if (isMember) {
        return;
      }
      // What it has is from before it was removed, and it may have missed that: it begins anew.
      manage(peer, group, api -> api.remove(group, false, true));
      manage(peer, group, api -> api.add(RaftGroup.valueOf(group)));
    }
  }

  private interface Managing {
    RaftClientReply apply(GroupManagementApi api) throws IOException;
  }

  private void manage(RaftPeer peer, RaftGroupId group, Managing what) throws IOException {
    try (RaftClient client =
        RaftClient.newBuilder()
            .setProperties(keeper.node().properties())
            .setParameters(keeper.node().parameters())
            .setRaftGroup(RaftGroup.valueOf(group, peer))
            .setRetryPolicy(RetryPolicies.noRetry())
            .build()) {
      RaftClientReply reply = what.apply(client.getGroupManagementApi(peer.getId()));
      if (!reply.isSuccess()) {
        throw reply.getException();
      }
    }
  }

  @Override
  public CompletableFuture<Boolean> remove(String id) {
    return later(() -> {
      Division division = leading();
      List<RaftPeer> wanted = voters(division);
      Optional<RaftPeer> gone =
          wanted.stream().filter(one -> one.getId().toString().equals(id)).findFirst();
      if (gone.isEmpty()) {
        return false;
      }
      wanted.remove(gone.get());
      if (wanted.isEmpty()) {
        throw new IllegalStateException("the last server cannot be removed");
      }
      if (id.equals(settings.id())) {
        throw new IllegalStateException("a leader must hand over the lead before it is removed");
      }
      configure(division, wanted);
      dismiss(division.getMemberId().getGroupId(), gone.get());
      return true;
    });
  }

  /** Lets the removed server end its part at once; it would notice by itself, too. */
  private void dismiss(RaftGroupId group, RaftPeer peer) {
    try {
      manage(peer, group, api -> api.remove(group, false, true));
    } catch (IOException e) {
      LOG.info("{} was removed, but could not be told", peer.getId());
    }
  }

  private void configure(Division division, List<RaftPeer> wanted) throws IOException {
    RaftNode on = keeper.node();
    SetConfigurationRequest request =
        new SetConfigurationRequest(
            on.client(),
            on.id(),
            division.getMemberId().getGroupId(),
            on.nextCall(),
            SetConfigurationRequest.Arguments.newBuilder().setServersInNewConf(wanted).build());
    RaftNode.checked(on.server().setConfigurationAsync(request)).join();
  }

  @Override
  public CompletableFuture<Boolean> transfer(Optional<String> id) {
    return later(() -> {
      Division division = leading();
      String to = id.or(() -> furthest(division)).orElse("");
      if (to.isEmpty() || to.equals(settings.id())) {
        return to.equals(settings.id());
      }
      RaftNode on = keeper.node();
      TransferLeadershipRequest request =
          new TransferLeadershipRequest(
              on.client(),
              on.id(),
              division.getMemberId().getGroupId(),
              on.nextCall(),
              RaftPeerId.valueOf(to),
              TRANSFER_TIME.toMillis());
      RaftNode.checked(on.server().transferLeadershipAsync(request)).join();
      return true;
    });
  }

  private Optional<String> furthest(Division division) {
    return followers(division).stream()
        .max(
            Comparator.comparing((Follower one) -> one.sinceContact().toMillis() < 1000)
                .thenComparingLong(Follower::matchIndex))
        .map(Follower::id);
  }

  private Division leading() {
    Optional<Division> division = keeper.node().division();
    if (division.isEmpty() || !division.get().getInfo().isLeader()) {
      @Nullable RaftPeerId leader = division.map(one -> one.getInfo().getLeaderId()).orElse(null);
      throw new NotLeaderException(Optional.ofNullable(leader).map(RaftPeerId::toString));
    }
    return division.get();
  }

  /** Runs apart, because a change waits for other servers. */
  private static <T> CompletableFuture<T> later(Callable<T> change) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("raft-membership")
        .start(() -> {
          try {
            answer.complete(change.call());
          } catch (Exception e) {
            answer.completeExceptionally(understood(e));
          }
        });
    return answer;
  }

  private static RuntimeException understood(Exception e) {
    Throwable cause = e;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return switch (cause) {
      case org.apache.ratis.protocol.exceptions.NotLeaderException not ->
          new NotLeaderException(
              Optional.ofNullable(not.getSuggestedLeader()).map(one -> one.getId().toString()));
      case RuntimeException runtime -> runtime;
      default ->
          new StoreUnavailableException(
              "the servers of the group could not be changed: " + cause.getMessage(), cause);
    };
  }

  @Override
  public Figures figures() {
    return division().map(GroupMembership::figures).orElse(new Figures(0, -1, -1, -1, -1));
  }

  private static Figures figures(Division division) {
    RaftLog log = division.getRaftLog();
    @Nullable TermIndex last = log.getLastEntryTermIndex();
    @Nullable SnapshotInfo snapshot = division.getStateMachine().getLatestSnapshot();
    long snapshotIndex = snapshot == null ? -1 : snapshot.getIndex();
    return new Figures(
        division.getInfo().getCurrentTerm(),
        last == null ? snapshotIndex : last.getIndex(),
        log.getLastCommittedIndex(),
        division.getInfo().getLastAppliedIndex(),
        snapshotIndex);
  }

  @Override
  public List<Follower> followers() {
    return division().map(GroupMembership::followers).orElse(List.of());
  }

  private static List<Follower> followers(Division division) {
    DivisionInfo info = division.getInfo();
    if (!info.isLeader()) {
      return List.of();
    }
    List<ServerRpcProto> rpcs = info.getRoleInfoProto().getLeaderInfo().getFollowerInfoList();
    long @Nullable [] match = info.getFollowerMatchIndices();
    long @Nullable [] next = info.getFollowerNextIndices();
    List<Follower> all = new ArrayList<>();
    for (int i = 0; i < rpcs.size(); i++) {
      ServerRpcProto rpc = rpcs.get(i);
      all.add(
          new Follower(
              rpc.getId().getId().toStringUtf8(),
              match == null || i >= match.length ? -1 : match[i],
              next == null || i >= next.length ? -1 : next[i],
              Duration.ofMillis(rpc.getLastRpcElapsedTimeMs())));
    }
    return all;
  }
}
