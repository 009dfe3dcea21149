package dev.treaty.agent.cluster;

import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.agent.http.ApiResponse;
import dev.treaty.agent.http.PeerAddress;
import dev.treaty.agent.http.PeerClient;
import dev.treaty.agent.http.Right;
import dev.treaty.agent.http.Route;
import dev.treaty.agent.http.Servers;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.store.Leadership;
import dev.treaty.agent.store.RaftMembership;
import dev.treaty.agent.store.Subscription;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agents of the cluster, as this one knows them; and this one's part in it. */
public final class Membership implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
  private static final int BODY_LIMIT = 64 * 1024 * 1024;

  private final AgentSettings settings;
  private final SelfMember selfMember;
  private final Leadership leadership;
  private final Optional<RaftMembership> raft;
  private final Pace pace;
  private final MemberTable table;
  private final Listeners listeners;
  private final Heartbeats heartbeats;
  private final MembershipServers servers;
  private final Subscription leaderChanges;

  private long incarnation;
  private MemberStatus status = MemberStatus.ALIVE;
  private Member lastSelf;
  private List<Member> lastShown = List.of();
  private String toldLeader = "";
  private long toldTerm;

  /**
   * What a membership stands on.
   *
   * @param leadership who leads, on a server
   * @param raft the group's log, on a server of several
   * @param openPorts the ports that are really open, by Consul's names
   * @param knownServers where the servers' addresses are kept from one start to the next
   */
  public record Ground(
      AgentSettings settings,
      String nodeId,
      Leadership leadership,
      Optional<RaftMembership> raft,
      Function<String, OptionalInt> openPorts,
      InstantSource clock,
      ScheduledExecutorService timers,
      Executor workers,
      Optional<Path> knownServers,
      Pace pace) {}

  /** A membership that speaks to nobody yet. */
  public Membership(Ground ground) {
    settings = ground.settings();
    leadership = ground.leadership();
    raft = ground.raft();
    pace = ground.pace();
    selfMember = new SelfMember(settings, ground.nodeId(), ground.openPorts(), ground.raft());
    incarnation = Math.max(1, ground.clock().millis());
    lastSelf = selfMember.now(incarnation, status);
    table = new MemberTable(ground.nodeId(), settings.cluster().server(), pace.failAfter());
    listeners = new Listeners(ground.workers());
    servers = new MembershipServers(this, settings, leadership);
    heartbeats = new Heartbeats(this, ground);
    leaderChanges = leadership.onChange(listeners::tell);
  }

  /** What other agents may ask this one for. */
  public List<Route> peerRoutes() {
    return List.of(Route.post(Hello.PATH, Right.NONE, this::hello).withBodyLimit(BODY_LIMIT));
  }

  /** Begins to look for others, and to speak with them. */
  public void start(PeerClient client) {
    heartbeats.start(client);
  }

  /** The ways of requests among them. */
  public Servers servers() {
    return servers;
  }

  /** The log that the servers keep together; empty on one that is alone and on client agents. */
  public Optional<RaftMembership> raft() {
    return raft;
  }

  public Leadership leadership() {
    return leadership;
  }

  /** This agent. */
  public synchronized Member self() {
    Member now = selfMember.now(incarnation, status);
    if (!now.equals(lastSelf)) {
      // A newer word about ourselves must count more than the last one.
      now = now.withIncarnation(++incarnation);
      lastSelf = now;
    }
    return now;
  }

  /** All members, this one among them, by name. */
  public synchronized List<Member> members() {
    List<Member> all = new ArrayList<>(table.all(System.nanoTime()));
    all.add(self());
    all.sort(Comparator.comparing(Member::name));
    return all;
  }

  /** The member that leads, as far as is known here. */
  public Optional<Member> leader() {
    if (leadership.leads() && settings.cluster().server()) {
      return Optional.of(self());
    }
    String id;
    synchronized (this) {
      id = settings.cluster().server() ? leadership.leaderId().orElse("") : toldLeader;
    }
    return byId(id);
  }

  /** The member with that node ID. */
  public synchronized Optional<Member> byId(String id) {
    return id.equals(lastSelf.id()) ? Optional.of(self()) : table.byId(id, System.nanoTime());
  }

  /** Calls back after each change of the members, their status, or who leads. */
  public Subscription onChange(Runnable onChange) {
    return listeners.add(onChange);
  }

  /**
   * Joins the cluster of the agent at an address.
   *
   * @throws JoinFailed in Consul's words
   */
  public void join(String address) throws JoinFailed {
    Optional<PeerAddress> to = PeerAddress.parse(address, settings.network().ports().serfLan());
    if (to.isEmpty()) {
      throw new JoinFailed(address, "address " + address + ": malformed");
    }
    if (isOurs(to.get())) {
      return;
    }
    heartbeats.join(address, to.get());
  }

  private boolean isOurs(PeerAddress address) {
    Member self = self();
    return address.port() == self.port()
        && List.of(self.address(), settings.network().bindAddress(), self.name())
            .contains(address.host());
  }

  /** Says to all that this agent goes, so that nobody takes it for failed. */
  public void leave(MemberStatus as) {
    synchronized (this) {
      status = as;
    }
    heartbeats.farewell();
    listeners.tell();
  }

  /** Says to all that the member of that name is gone for good; false where there is none. */
  public boolean forceOut(String name, boolean prune) {
    boolean found;
    synchronized (this) {
      found = table.forceOut(name) || lastSelf.name().equalsIgnoreCase(name);
    }
    if (found) {
      heartbeats.spread();
      if (prune) {
        forget(name);
      }
      changed();
    }
    return found;
  }

  /** Forgets a member that left. */
  public synchronized void forget(String name) {
    table.prune(name);
  }

  /** The words of the members about each other, digested. */
  synchronized String digest() {
    long now = System.nanoTime();
    String text =
        Stream.concat(table.all(now).stream(), Stream.of(self()))
            .map(member -> member.id() + " " + member.incarnation() + " " + member.status())
            .sorted()
            .collect(Collectors.joining("\n"));
    return HexFormat.of().toHexDigits(text.hashCode()) + HexFormat.of().toHexDigits(text.length());
  }

  synchronized Hello greeting(boolean whole) {
    return new Hello(
        Hello.VERSION, self(), digest(), whole ? table.words(System.nanoTime()) : List.of());
  }

  private ApiResponse hello(ApiRequest request) {
    Hello hello =
        Hello.read(request.body(), Hello.class)
            .filter(read -> read.self() != null && read.members() != null)
            .orElseThrow(() -> ApiException.badRequest("not a hello"));
    return ApiResponse.jsonBytes(Hello.write(answer(hello)));
  }

  private Hello.Reply answer(Hello hello) {
    Hello.Reply reply;
    boolean fresh;
    synchronized (this) {
      long now = System.nanoTime();
      Member speaker = hello.self();
      String refusal = table.conflict(self(), speaker, now).orElse("");
      fresh = table.byId(speaker.id(), now).isEmpty();
      boolean taken = refusal.isEmpty() && table.heard(speaker, now);
      if (refusal.isEmpty()) {
        hello.members().forEach(word -> hearOf(word, now));
      }
      boolean same = taken && digest().equals(hello.digest());
      reply =
          new Hello.Reply(
              Hello.VERSION,
              self(),
              refusal,
              refusal.isEmpty() ? leader().map(Member::id).orElse("") : "",
              leadership.term(),
              refusal.isEmpty() && !same && settings.cluster().server(),
              refusal.isEmpty() && !same ? table.words(now) : List.of());
    }
    if (!reply.refusal().isEmpty()) {
      LOG.warn("refused a member: {}", reply.refusal());
    } else if (fresh) {
      LOG.info("member {} at {} joined", hello.self().name(), hello.self().peerAddress());
    }
    changed();
    return reply;
  }

  /** Takes in what a member answered. */
  void answered(Hello.Reply reply) {
    synchronized (this) {
      long now = System.nanoTime();
      table.heard(reply.self(), now);
      reply.members().forEach(word -> hearOf(word, now));
      if (!settings.cluster().server() && reply.self().server()) {
        if (reply.complete()) {
          List<String> known =
              new ArrayList<>(reply.members().stream().map(word -> word.member().id()).toList());
          known.add(reply.self().id());
          table.keepOnly(known);
        }
        if (reply.term() > toldTerm || !isAlive(toldLeader, now)) {
          toldTerm = reply.term();
          toldLeader = reply.leaderId();
        }
      }
    }
    changed();
  }

  private boolean isAlive(String id, long now) {
    return table.byId(id, now).filter(one -> one.status() == MemberStatus.ALIVE).isPresent();
  }

  private void hearOf(MemberTable.Word word, long now) {
    Member told = word.member();
    if (told.id().equals(lastSelf.id())) {
      boolean wrong = told.status().isGoing() && !status.isGoing();
      if (told.incarnation() > incarnation || (wrong && told.incarnation() == incarnation)) {
        incarnation = told.incarnation() + 1; // we know best how we are
      }
      return;
    }
    table.told(word, now);
  }

  /** Housekeeping once per heartbeat. */
  void tick(Duration overslept) {
    synchronized (this) {
      if (overslept.isPositive()) {
        table.excuse(overslept);
      }
      table.reap(settings.cluster().timing().reconnect(), pace.leftFor(), System.nanoTime());
    }
    changed();
  }

  /** Tells who listens, if there is anything new. */
  void changed() {
    List<Member> gone;
    synchronized (this) {
      List<Member> shown = members();
      if (shown.equals(lastShown)) {
        return;
      }
      List<String> wereAlive =
          lastShown.stream()
              .filter(member -> member.status() == MemberStatus.ALIVE)
              .map(Member::id)
              .toList();
      gone =
          shown.stream()
              .filter(member -> member.status() == MemberStatus.FAILED)
              .filter(member -> wereAlive.contains(member.id()))
              .toList();
      lastShown = shown;
    }
    for (Member member : gone) {
      LOG.warn(
          "member {} at {} failed: nothing is heard of it", member.name(), member.peerAddress());
      heartbeats.forget(member.peerAddress());
    }
    listeners.tell();
  }

  @Override
  public void close() {
    leaderChanges.close();
    heartbeats.close();
  }
}
