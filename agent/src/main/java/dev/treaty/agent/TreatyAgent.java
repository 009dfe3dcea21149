package dev.treaty.agent;

import dev.treaty.agent.catalog.CatalogFeature;
import dev.treaty.agent.catalog.CatalogTables;
import dev.treaty.agent.chain.DiscoveryChainFeature;
import dev.treaty.agent.cluster.Membership;
import dev.treaty.agent.cluster.Pace;
import dev.treaty.agent.cluster.trust.Identity;
import dev.treaty.agent.config.ConfigEntries;
import dev.treaty.agent.config.ConfigFeature;
import dev.treaty.agent.connect.ConnectCa;
import dev.treaty.agent.connect.ConnectFeature;
import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.feature.AgentHost;
import dev.treaty.agent.feature.Feature;
import dev.treaty.agent.feature.PortBook;
import dev.treaty.agent.gateway.GatewayFeature;
import dev.treaty.agent.group.GroupFeature;
import dev.treaty.agent.health.HealthFeature;
import dev.treaty.agent.http.ApiContext;
import dev.treaty.agent.http.ApiServer;
import dev.treaty.agent.http.ClusterLink;
import dev.treaty.agent.http.HttpEngine;
import dev.treaty.agent.http.Manners;
import dev.treaty.agent.http.PeerClient;
import dev.treaty.agent.http.PeerTls;
import dev.treaty.agent.http.Route;
import dev.treaty.agent.http.RouteTable;
import dev.treaty.agent.http.Servers;
import dev.treaty.agent.intention.IntentionFeature;
import dev.treaty.agent.local.CatalogLink;
import dev.treaty.agent.local.HttpCatalog;
import dev.treaty.agent.local.LocalFeature;
import dev.treaty.agent.local.LocalTables;
import dev.treaty.agent.local.MemberCatalog;
import dev.treaty.agent.local.PeerCalls;
import dev.treaty.agent.local.StoreCatalog;
import dev.treaty.agent.metrics.Metrics;
import dev.treaty.agent.peering.PeeringFeature;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.snapshot.SnapshotFeature;
import dev.treaty.agent.status.ControlFeature;
import dev.treaty.agent.status.MetricsFeature;
import dev.treaty.agent.status.StatusFeature;
import dev.treaty.agent.store.BatchedLog;
import dev.treaty.agent.store.CommitLog;
import dev.treaty.agent.store.RaftMembership;
import dev.treaty.agent.store.Store;
import dev.treaty.agent.store.StoreSchema;
import dev.treaty.agent.store.raft.RaftLog;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running agent: the composition of all features over one store and one HTTP server.
 *
 * <p>Embeddable: {@link #start} returns once the HTTP API answers, {@link #close} ends everything.
 */
public final class TreatyAgent implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TreatyAgent.class);

  private static final int CERTIFICATE_LOOKS = 500;

  private final AgentSettings settings;
  private final Store store;
  private final PortBook ports = new PortBook();
  private final ScheduledThreadPoolExecutor timers =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("agent-timer").daemon().factory());
  private final ExecutorService workers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("agent-", 0).factory());
  private final Metrics metrics = Metrics.create();
  private final List<Feature> features = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();
  private final HttpEngine engine = new HttpEngine();
  private final Membership cluster;
  private final Optional<PeerTls> tls;
  private final Optional<ClusterLink> link;
  private final ClusterDoor door;
  private final Duties duties;
  private final ApiServer server;
  private final HttpsCertificates certificates;
  private volatile Manners manners;
  private boolean closed;

  /** The tables and commands of all features; each adds its line. */
  static StoreSchema schema() {
    StoreSchema schema = new StoreSchema();
    ConfigEntries.addTo(schema);
    CatalogTables.addTo(schema);
    LocalTables.addTo(schema);
    ConnectCa.addTo(schema);
    PeeringFeature.addTo(schema);
    GroupFeature.addTo(schema);
    return schema;
  }

  /** All features in the order they start; each adds its line. */
  private static List<Feature> features(
      AgentContext context, AgentHost host, Optional<ClusterLink> link, Feature local) {
    ConnectCa ca = ConnectFeature.openCa(context);
    return List.of(
        new StatusFeature(context),
        new ControlFeature(context, host),
        new MetricsFeature(context),
        new ConfigFeature(context),
        new IntentionFeature(context),
        new DiscoveryChainFeature(context),
        new GatewayFeature(context),
        new CatalogFeature(context),
        new HealthFeature(),
        new ConnectFeature(context, ca, PeeringFeature::peerOf),
        new PeeringFeature(context, ca, link.map(ClusterLink::client)),
        new SnapshotFeature(context),
        new GroupFeature(context, link.map(ClusterLink::client)),
        // Last: it tells the ports that the others opened.
        local);
  }

  private static Feature local(
      AgentContext context, CommitLog log, Optional<ClusterLink> link, boolean namespaces) {
    if (link.isEmpty()) {
      return LocalFeature.ofOneServer(context, log, TreatyAgent::jitter);
    }
    CatalogLink catalog =
        new MemberCatalog(
            link.get().servers(),
            new StoreCatalog(context.store()),
            new HttpCatalog(new PeerCalls(link.get()), namespaces));
    return LocalFeature.ofMember(
        context, log, catalog, () -> context.cluster().members().size(), TreatyAgent::jitter);
  }

  /** A number from 0 to the given one. */
  private static long jitter(long most) {
    return ThreadLocalRandom.current().nextLong(most + 1);
  }

  private TreatyAgent(
      AgentSettings settings, InstantSource clock, DataFolder folder, AgentHost host) {
    this.settings = settings;
    this.manners = Operation.manners(settings);
    timers.setRemoveOnCancelPolicy(true);
    StoreSchema schema = schema();
    String nodeId = folder.nodeId(settings);
    boolean sharesLog = folder.isOfSeveral(settings);
    boolean alone = !sharesLog && !settings.cluster().isSeveral();
    Optional<Identity> identity =
        alone ? Optional.empty() : Optional.of(ClusterDoor.identity(settings));
    tls = identity.map(Identity::tls);
    CommitLog log = openLog(folder, nodeId, schema, clock, identity.filter(who -> sharesLog));
    store = Store.open(log, schema);
    Optional<RaftMembership> raft =
        log instanceof RaftLog shared ? Optional.of(shared.membership()) : Optional.empty();
    cluster =
        new Membership(
            new Membership.Ground(
                settings,
                nodeId,
                store.leadership(),
                raft,
                ports::port,
                clock,
                timers,
                workers,
                folder.knownServers(),
                Pace.DEFAULT));
    link =
        tls.map(spoken ->
            new ClusterLink(
                settings.node().name(), cluster.servers(), new PeerClient(engine, spoken)));
    AgentContext context =
        new AgentContext(store, settings, nodeId, ports, cluster, clock, timers, workers);
    CommitLog localLog = folder.openLocalLog(LocalTables.schema(), clock);
    features.addAll(
        features(context, host, link, local(context, localLog, link, !settings.isCommunity())));
    features.forEach(feature -> routes.addAll(feature.routes()));
    List<Route> peerRoutes = new ArrayList<>(cluster.peerRoutes());
    features.forEach(feature -> peerRoutes.addAll(feature.peerRoutes()));
    server =
        new ApiServer(
            engine,
            new ApiContext(
                store,
                settings.datacenter(),
                settings.isCommunity(),
                settings.dev(),
                "allow",
                () -> manners,
                link.map(ClusterLink::servers).orElse(Servers.ALONE),
                TreatyAgent::jitter),
            new RouteTable(routes),
            new RouteTable(peerRoutes),
            link);
    door = new ClusterDoor(settings, engine, ports);
    duties = new Duties(features, store.leadership(), workers, timers);
    store.measure(metrics);
    server.measure(metrics);
    features.forEach(feature -> feature.measure(metrics));
    certificates = new HttpsCertificates(settings, clock, server::renew);
  }

  private CommitLog openLog(
      DataFolder folder,
      String nodeId,
      StoreSchema schema,
      InstantSource clock,
      Optional<Identity> shared) {
    if (!settings.cluster().server()) {
      return BatchedLog.inMemory(clock); // nothing is ever in it: the servers have the state
    }
    return shared.isPresent()
        ? folder.openSharedLog(settings, nodeId, schema, clock, shared.get())
        : folder.openLog(schema, clock);
  }

  /** Starts an agent and returns when its HTTP API is open. */
  public static TreatyAgent start(AgentSettings settings) {
    return start(settings, InstantSource.system());
  }

  /** Starts an agent on another clock. */
  public static TreatyAgent start(AgentSettings settings, InstantSource clock) {
    return start(settings, clock, AgentHost.EMBEDDED);
  }

  /** Starts an agent in a process that can read its configuration again and end. */
  public static TreatyAgent start(AgentSettings settings, InstantSource clock, AgentHost host) {
    DataFolder folder = DataFolder.open(settings);
    TreatyAgent agent = new TreatyAgent(settings, clock, folder, host);
    try {
      agent.startFeatures();
      Listeners.open(agent.server, settings, agent.ports, agent.certificates::open);
      agent.watchCertificates();
      if (settings.cluster().server() && agent.tls.isPresent()) {
        agent.duties.start();
      }
      folder.writePorts(settings, agent.ports.all());
    } catch (RuntimeException e) {
      agent.close();
      throw e;
    }
    LOG.info(
        "agent {} in {} is up: {}",
        settings.node().name(),
        settings.datacenter(),
        agent.ports.all());
    return agent;
  }

  private void startFeatures() {
    cluster
        .raft()
        .map(raft -> raft.self().address())
        .ifPresent(address ->
            ports.opened(
                "server", Integer.parseInt(address.substring(address.lastIndexOf(':') + 1))));
    if (tls.isPresent()) {
      door.open(server, cluster, tls.get());
      features.stream()
          .filter(feature -> settings.cluster().server() || feature.runsOnClients())
          .forEach(Feature::start);
      return;
    }
    for (Feature feature : features) {
      feature.start();
      feature.lead();
    }
    door.openLater(server, cluster, workers);
  }

  private void watchCertificates() {
    if (Listeners.isSecure(settings)) {
      var unused =
          timers.scheduleWithFixedDelay(
              () -> workers.execute(certificates::look),
              CERTIFICATE_LOOKS,
              CERTIFICATE_LOOKS,
              TimeUnit.MILLISECONDS);
    }
  }

  /** What is measured, for the documentation and its tests. */
  public Metrics metrics() {
    return metrics;
  }

  public AgentSettings settings() {
    return settings;
  }

  public Store store() {
    return store;
  }

  /** The agents this one belongs to. */
  public Membership cluster() {
    return cluster;
  }

  /** The ports that are open, by Consul's names. */
  public Map<String, Integer> ports() {
    return ports.all();
  }

  /** Where the HTTP API answers. */
  public URI httpAddress() {
    return URI.create(
        "http://"
            + settings.network().clientAddresses().getFirst()
            + ":"
            + ports.port("http").orElseThrow());
  }

  /** The route table, for the documentation and its tests. */
  public List<Route> routes() {
    return List.copyOf(routes);
  }

  /**
   * Takes from changed settings what a running agent can take.
   *
   * @throws CannotStartException if it cannot be done; nothing has changed then
   */
  public void reload(AgentSettings now) {
    boolean secure = Listeners.isSecure(settings);
    if (secure) {
      certificates.judge(now);
    } else if (Listeners.isSecure(now)) {
      LOG.warn("there was no HTTPS at the start: the next start opens it");
    }
    // A feature may refuse; what follows cannot.
    features.forEach(feature -> feature.reload(now));
    if (secure) {
      certificates.reload(now);
    }
    manners = Operation.manners(now);
  }

  /** Leaves the cluster for good; {@link #close} is to follow. */
  public void leave() {
    for (Feature feature : features.reversed()) {
      feature.leave();
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    duties.close();
    cluster.close();
    server.close();
    for (Feature feature : features.reversed()) {
      try {
        feature.close();
      } catch (RuntimeException e) {
        LOG.warn("{} did not close cleanly", feature.getClass().getSimpleName(), e);
      }
    }
    timers.shutdownNow();
    workers.shutdownNow();
    store.close();
  }
}
