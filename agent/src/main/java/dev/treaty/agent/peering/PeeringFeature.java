package dev.treaty.agent.peering;

import dev.treaty.agent.connect.ConnectCa;
import dev.treaty.agent.connect.IssuedCertificate;
import dev.treaty.agent.connect.RandomUuid;
import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.feature.Feature;
import dev.treaty.agent.http.PeerClient;
import dev.treaty.agent.http.Route;
import dev.treaty.agent.metrics.Metrics;
import dev.treaty.agent.peering.stream.Secret;
import dev.treaty.agent.peering.transport.DialTarget;
import dev.treaty.agent.peering.transport.ExchangeOutcome;
import dev.treaty.agent.peering.transport.LiveStreams;
import dev.treaty.agent.peering.transport.PeerSession;
import dev.treaty.agent.peering.transport.PeeringDialer;
import dev.treaty.agent.peering.transport.PeeringListener;
import dev.treaty.agent.peering.transport.ServerIdentity;
import dev.treaty.agent.settings.NetworkSettings;
import dev.treaty.agent.store.StoreSchema;
import dev.treaty.agent.store.Stored;
import dev.treaty.agent.store.Subscription;
import dev.treaty.agent.store.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cluster peering: endpoints, both roles, and the port at which peers dial us. */
public final class PeeringFeature implements Feature {

  private static final Logger LOG = LoggerFactory.getLogger(PeeringFeature.class);
  private static final String PORT = "grpc_tls";

  private final AgentContext context;
  private final ConnectCa ca;
  private final ClusterServers servers;
  private final PeerBackend backend;
  private final LiveStreams streams;
  private final PeeringDialer dialer;
  private final Connections connections;
  private final Deletion deletion;
  private final PeeringEndpoints endpoints;
  private volatile @Nullable PeeringListener listener;
  private volatile boolean closed;
  private Subscription restored = Subscription.NONE;
  private boolean leads;

  /**
   * A feature that does nothing yet.
   *
   * @param client calls other agents of the cluster; empty on one that is alone
   */
  public PeeringFeature(AgentContext context, ConnectCa ca, Optional<PeerClient> client) {
    this.context = context;
    this.ca = ca;
    servers = new ClusterServers(context.cluster(), context.nodeId(), client);
    SecureRandom random = new SecureRandom();
    Acceptor acceptor =
        new Acceptor(
            context.store(),
            ca,
            context.settings(),
            this::serverAddresses,
            context.clock(),
            random);
    Exports exports =
        new Exports(ca, () -> Optional.of(servers.ready()).filter(ready -> listener != null));
    backend =
        new PeerBackend(
            context.store(), acceptor, exports, servers, this::endStream, this::farewell);
    streams = new LiveStreams(backend, context.clock());
    streams.resign();
    dialer = new PeeringDialer(streams);
    connections = new Connections(context, dialer, random);
    deletion = new Deletion(context, streams, dialer);
    endpoints =
        new PeeringEndpoints(
            context.settings(),
            acceptor,
            new Establisher(context.store(), ca, dialer, context.clock(), random),
            deletion,
            connections,
            streams);
  }

  /** Adds the tables and commands of peering. */
  public static StoreSchema addTo(StoreSchema schema) {
    return schema
        .table(PeeringRow.TABLE)
        .table(SecretsRow.TABLE)
        .table(TrustBundleRow.TABLE)
        .table(TombstoneRow.TABLE)
        .table(TokenKeyRow.TABLE)
        .command("peering-token-key", TokenKeyRow.Install.class)
        .command("peering-generate-token", GenerateToken.class)
        .command("peering-exchange-secret", ExchangeSecret.class)
        .command("peering-admit-stream", AdmitStream.class)
        .command("peering-begin-dialing", BeginDialing.class)
        .command("peering-complete-dialing", CompleteDialing.class)
        .command("peering-delete-begin", DeletePeering.Begin.class)
        .command("peering-delete-finish", DeletePeering.Finish.class)
        .command("peering-terminate", TerminatePeering.class)
        .command("peering-import-service", ImportedCatalog.ImportService.class)
        .command("peering-keep-services", ImportedCatalog.KeepServices.class)
        .command("peering-trust-bundle", StoreTrustBundle.class)
        .command("peering-server-addresses", ReplaceServerAddresses.class);
  }

  /**
   * The peer whose certificates speak for a trust domain and, in an Enterprise peer, a partition.
   *
   * @param itsPartition the partition in the certificate; {@code default} where it has none
   * @param ourPartition the partition whose peerings are asked
   */
  public static Optional<String> peerOf(
      Tables tables, String trustDomain, String itsPartition, String ourPartition) {
    return tables.table(TrustBundleRow.TABLE).all().stream()
        .map(Stored::row)
        .filter(bundle -> bundle.partition().equals(ourPartition))
        .filter(bundle -> bundle.trustDomain().equals(trustDomain))
        .filter(bundle ->
            (bundle.exportedPartition().isEmpty() ? "default" : bundle.exportedPartition())
                .equals(itsPartition))
        .map(TrustBundleRow::peerName)
        .findFirst();
  }

  @Override
  public List<Route> routes() {
    return endpoints.routes();
  }

  @Override
  public List<Route> peerRoutes() {
    return List.of(ClusterServers.exchangeRoute(backend::exchangeHere));
  }

  @Override
  public void measure(Metrics metrics) {
    metrics.gauge(
        "treaty.peering.streams", "Streams with peers that run, in both roles.", streams::size);
    metrics.gauges(
        "peering.healthy",
        "peer_name",
        "1 where the peering is active and its stream runs, else 0.",
        () -> {
          Map<String, Double> healthy = new TreeMap<>();
          for (Stored<PeeringRow> stored : context.store().state().table(PeeringRow.TABLE).all()) {
            boolean lives = streams.session(stored.row().id()).isPresent();
            healthy.put(stored.row().name(), lives ? 1.0 : 0.0);
          }
          return healthy;
        });
  }

  @Override
  public void start() {
    if (!context.settings().mesh().peeringEnabled()) {
      return;
    }
    NetworkSettings network = context.settings().network();
    if (network.ports().grpcTls() >= 0) {
      try {
        PeeringListener opened =
            PeeringListener.start(
                network.bindAddress(), network.ports().grpcTls(), this::identity, streams);
        listener = opened;
        context.ports().opened(PORT, opened.port());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot open the peering port", e);
      }
    }
  }

  /** Dials and ends peerings; only one server of a cluster does. */
  @Override
  public synchronized void lead() {
    if (!context.settings().mesh().peeringEnabled()) {
      return;
    }
    leads = true;
    restored.close();
    restored = context.store().onRestore(this::beginAnew);
    streams.resume();
    deletion.start();
    connections.start();
    var unused =
        context
            .timers()
            .schedule(
                () -> context.workers().execute(this::callOurselves), 300, TimeUnit.MILLISECONDS);
  }

  /** Another server has the streams from now on. */
  @Override
  public synchronized void follow() {
    leads = false;
    restored.close();
    connections.stop();
    deletion.stop();
    streams.resign();
  }

  /** The state was replaced: what was imported, and with which secrets, is told anew. */
  private synchronized void beginAnew() {
    if (!leads || closed) {
      return;
    }
    LOG.info("the state was restored: all peerings begin anew");
    connections.stop();
    deletion.stop();
    streams.restart();
    deletion.start();
    connections.start();
  }

  /**
   * Asks our own peering port for a stream secret, which it must refuse. It shows that peers can
   * reach it under its name, and warms up what else the first peer would wait seconds for.
   */
  private void callOurselves() {
    if (closed) {
      return;
    }
    serverAddresses()
        .ifPresent(addresses -> {
          ExchangeOutcome outcome =
              dialer.exchange(
                  new DialTarget(addresses.getFirst(), ca.peeringServerName(), ca.rootPems()),
                  RandomUuid.next(new SecureRandom()),
                  Secret.of("not-a-secret"),
                  Duration.ofSeconds(10));
          if (outcome instanceof ExchangeOutcome.Unreachable(String code, String message)
              && !closed) {
            LOG.warn(
                "our own peering port does not answer at {}: {} {}",
                addresses.getFirst(),
                code,
                message);
          }
        });
  }

  private Optional<ServerIdentity> identity() {
    if (!ca.isReady()) {
      return Optional.empty();
    }
    IssuedCertificate issued = ca.serverCertificate();
    return Optional.of(
        new ServerIdentity(ca.peeringServerName(), issued.key(), List.of(issued.certificate())));
  }

  /** Where all servers serve peers; empty where this one does not. */
  private Optional<List<String>> serverAddresses() {
    return listener == null
        ? Optional.empty()
        : Optional.of(servers.known()).filter(addresses -> !addresses.isEmpty());
  }

  private void endStream(String peeringId) {
    streams.session(peeringId).map(PeerSession::abandon).ifPresent(end -> end.join());
  }

  private void farewell(String peeringId) {
    // Not here: the stream itself is asking, and must not wait for its own end.
    context.workers().execute(() -> streams.terminate(peeringId).join());
  }

  @Override
  public void close() {
    closed = true;
    restored.close();
    connections.close();
    deletion.close();
    if (servers.isSeveral()) {
      // So that peers go on to the next leader at once.
      streams.resign();
    }
    streams.close();
    dialer.close();
    PeeringListener open = listener;
    if (open != null) {
      open.close();
    }
  }
}
