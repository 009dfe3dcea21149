package dev.treaty.reconcile.live;

import dev.treaty.model.entry.ConsulVersion;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.live.LiveCluster;
import dev.treaty.model.live.LiveEntry;
import dev.treaty.model.live.LivePeering;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.Blocking;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Reads all clusters at once; each answers for itself, whole or not. */
public final class LiveStateReader {
  /** Nothing is written to a server that did not answer; so its entries are judged most mildly. */
  private static final ServerProfile UNKNOWN =
      new ServerProfile(ConsulVersion.of("1.22.0"), ServerProfile.Edition.ENTERPRISE);

  private final Set<String> kinds;
  private final Set<Tenancy> tenancies;
  private final Optional<Duration> limit;

  /**
   * A reader.
   *
   * @param kinds the kinds that are understood; others are passed over
   * @param tenancies where entries may stand; the default one is always read
   */
  public LiveStateReader(Set<String> kinds, Set<Tenancy> tenancies) {
    this(kinds, tenancies, Optional.empty());
  }

  /**
   * A reader that does not wait for ever.
   *
   * @param limit for all clusters together; one that is not read whole by then counts as not read
   */
  public LiveStateReader(Set<String> kinds, Set<Tenancy> tenancies, Optional<Duration> limit) {
    this.limit = limit;
    this.kinds = new TreeSet<>(kinds);
    this.tenancies = new TreeSet<>(tenancies);
    this.tenancies.add(Tenancy.DEFAULT);
  }

  /** What each cluster reports now. */
  public Map<ClusterName, LiveCluster> read(Map<ClusterName, ConsulClient> clusters) {
    Map<ClusterName, LiveCluster> live = new TreeMap<>();
    List<ClusterName> names = List.copyOf(clusters.keySet());
    List<Callable<LiveCluster>> tasks = new ArrayList<>();
    clusters.forEach((name, client) -> tasks.add(() -> readOne(name, client)));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<LiveCluster>> done =
          limit.isPresent()
              ? threads.invokeAll(tasks, limit.get().toNanos(), TimeUnit.NANOSECONDS)
              : threads.invokeAll(tasks);
      for (int i = 0; i < names.size(); i++) {
        live.put(names.get(i), finished(names.get(i), done.get(i)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      clusters.keySet().forEach(name -> live.putIfAbsent(name, unread(name, "interrupted")));
    }
    return live;
  }

  private LiveCluster finished(ClusterName name, Future<LiveCluster> future)
      throws InterruptedException {
    if (future.isCancelled()) {
      String within = limit.map(most -> " within " + most.toMillis() + " ms").orElse("");
      return unread(name, "it was not read whole" + within);
    }
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("reading live state failed", e.getCause());
    }
  }

  private static LiveCluster unread(ClusterName name, String problem) {
    return new LiveCluster(
        name, "", UNKNOWN, Map.of(), Set.of(), List.of(), false, List.of(problem), true);
  }

  private LiveCluster readOne(ClusterName name, ConsulClient client) {
    ConsulAnswer<Value.Fields> answer = client.agentSelf();
    if (!(answer instanceof ConsulAnswer.Done<Value.Fields>(var self, var index, var filtered))) {
      String said = answer.describe();
      return unread(
          name, said.contains(client.address().toString()) ? said : client.address() + ": " + said);
    }
    List<String> problems = new ArrayList<>();
    Optional<ServerProfile> profile = ServerProfiles.of(self);
    if (profile.isEmpty()) {
      problems.add(client.address() + " does not say which release it is");
    }
    if (ServerProfiles.deniesByDefault(self) && !client.sendsToken()) {
      // Lists would only be shorter, and nothing would say so.
      problems.add(client.address() + " denies by default, and no token is given to read with");
    }
    ServerProfile known = profile.orElse(ServerProfile.DEFAULT);
    Map<EntryKey, LiveEntry> entries = new TreeMap<>();
    Set<String> complete = new HashSet<>(kinds);
    for (Tenancy tenancy : tenancies) {
      complete.retainAll(readEntries(client.within(tenancy), entries, problems));
    }
    List<LivePeering> peerings = new ArrayList<>();
    boolean peeringsComplete = readPeerings(client, peerings, problems);
    return new LiveCluster(
        name,
        self.fields("Config").text("Datacenter"),
        known,
        entries,
        complete,
        peerings,
        peeringsComplete,
        problems,
        ServerProfiles.allowsByDefault(self));
  }

  /** Reads the entries of one tenancy; answers the kinds that were read whole. */
  private Set<String> readEntries(
      ConsulClient client, Map<EntryKey, LiveEntry> into, List<String> problems) {
    // One list of all kinds is one call instead of twenty; Consul has it since 1.14.
    ConsulAnswer<List<Value.Fields>> all = client.listConfig("", Blocking.NONE);
    if (all instanceof ConsulAnswer.Refused<List<Value.Fields>>(int status, String body)
        && status != 403) {
      return readEntriesByKind(client, into, problems);
    }
    return take("config entries", all, into, problems) ? kinds : Set.of();
  }

  private Set<String> readEntriesByKind(
      ConsulClient client, Map<EntryKey, LiveEntry> into, List<String> problems) {
    Set<String> complete = new HashSet<>();
    for (String kind : kinds) {
      ConsulAnswer<List<Value.Fields>> answer = client.listConfig(kind, Blocking.NONE);
      boolean unknownThere =
          answer instanceof ConsulAnswer.Refused<List<Value.Fields>>(int status, String body)
              && body.contains("invalid config entry kind");
      if (unknownThere || take(kind, answer, into, problems)) {
        complete.add(kind);
      }
    }
    return complete;
  }

  private boolean take(
      String what,
      ConsulAnswer<List<Value.Fields>> answer,
      Map<EntryKey, LiveEntry> into,
      List<String> problems) {
    if (!(answer
        instanceof ConsulAnswer.Done<List<Value.Fields>>(var objects, var index, var filtered))) {
      problems.add("the " + what + " could not be read: " + answer.describe());
      return false;
    }
    if (filtered) {
      problems.add("the token may not see all " + what);
    }
    for (Value.Fields object : objects) {
      if (!kinds.contains(object.text("Kind"))) {
        continue;
      }
      Optional<LiveEntry> entry = EntryReading.read(object);
      if (entry.isEmpty()) {
        problems.add("an entry among the " + what + " has no kind or name");
        return false;
      }
      into.put(entry.get().entry().key(), entry.get());
    }
    return !filtered;
  }

  private static boolean readPeerings(
      ConsulClient client, List<LivePeering> into, List<String> problems) {
    ConsulAnswer<List<Value.Fields>> answer = client.peerings(Blocking.NONE);
    if (answer instanceof ConsulAnswer.Refused<List<Value.Fields>>(int status, String body)
        && body.contains("peering must be enabled")) {
      return true;
    }
    if (!(answer
        instanceof ConsulAnswer.Done<List<Value.Fields>>(var rows, var index, var filtered))) {
      problems.add("the peerings could not be read: " + answer.describe());
      return false;
    }
    if (filtered) {
      problems.add("the token may not see all peerings");
    }
    rows.forEach(row -> into.add(PeeringRows.read(row)));
    return !filtered;
  }
}
