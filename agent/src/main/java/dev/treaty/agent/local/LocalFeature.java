package dev.treaty.agent.local;

import dev.treaty.agent.catalog.Deregister;
import dev.treaty.agent.check.Ticker;
import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.feature.Feature;
import dev.treaty.agent.http.Right;
import dev.treaty.agent.http.Route;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.store.CommitLog;
import dev.treaty.agent.store.Store;
import dev.treaty.model.entry.Tenancy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's own services and checks, and their endpoints below {@code /v1/agent}. They stand in a
 * store of their own; the catalog follows through a {@link CatalogLink}.
 */
public final class LocalFeature implements Feature {

  /** On one server the catalog is right before the first answer; elsewhere nobody waits for it. */
  private static final long FIRST_COMPARISON_MILLIS = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(LocalFeature.class);

  private final AgentContext context;
  private final Optional<CatalogLink> leaving;
  private final Store store;
  private final CatalogSync sync;
  private final LocalState local;
  private final CheckKeeper keeper;
  private final List<Route> routes;

  private LocalFeature(
      AgentContext context,
      CommitLog log,
      CatalogLink catalog,
      IntSupplier clusterSize,
      Runnable beforeComparing,
      Optional<CatalogLink> leaving,
      LongUnaryOperator jitter) {
    this.leaving = leaving;
    this.context = context;
    this.store = Store.open(log, LocalTables.schema());
    this.sync =
        new CatalogSync(
            new SyncRound(store, catalog, OwnNode.row(context), beforeComparing, context.workers()),
            catalog,
            context.timers(),
            context.workers(),
            clusterSize,
            jitter);
    this.local = new LocalState(store, sync);
    this.keeper = new CheckKeeper(context, local, Ticker.SYSTEM, jitter);
    ServiceEndpoints services = new ServiceEndpoints(context, local, keeper);
    CheckEndpoints checks = new CheckEndpoints(context, local, keeper);
    Maintenance maintenance = new Maintenance(context, local, keeper);
    this.routes =
        List.of(
            Route.get("/v1/agent/services", Right.SERVICE_READ, services::list),
            Route.get("/v1/agent/service/", Right.SERVICE_READ, services::one),
            Route.put("/v1/agent/service/register", Right.SERVICE_WRITE, services::register),
            Route.put("/v1/agent/service/deregister/", Right.SERVICE_WRITE, services::deregister),
            Route.put("/v1/agent/service/maintenance/", Right.SERVICE_WRITE, maintenance::service),
            Route.get("/v1/agent/health/service/name/", Right.SERVICE_READ, services::healthByName),
            Route.get("/v1/agent/health/service/id/", Right.SERVICE_READ, services::healthById),
            Route.get("/v1/agent/checks", Right.NODE_READ, checks::list),
            Route.put("/v1/agent/check/register", Right.NODE_WRITE, checks::register),
            Route.put("/v1/agent/check/deregister/", Right.NODE_WRITE, checks::deregister),
            Route.put("/v1/agent/check/pass/", Right.NODE_WRITE, checks::pass),
            Route.put("/v1/agent/check/warn/", Right.NODE_WRITE, checks::warn),
            Route.put("/v1/agent/check/fail/", Right.NODE_WRITE, checks::fail),
            Route.put("/v1/agent/check/update/", Right.NODE_WRITE, checks::update),
            Route.put("/v1/agent/maintenance", Right.NODE_WRITE, maintenance::node));
  }

  /** The feature of a server that is alone: its catalog is its own store. */
  public static LocalFeature ofOneServer(
      AgentContext context, CommitLog log, LongUnaryOperator jitter) {
    return new LocalFeature(
        context,
        log,
        new StoreCatalog(context.store()),
        () -> 1,
        () -> context.store().propose(OwnNode.join(context)),
        Optional.empty(),
        jitter);
  }

  /**
   * The feature of one agent of several; that it lives, and that it is a server, is for the leader
   * to write.
   *
   * @param clusterSize how many nodes there are
   */
  public static LocalFeature ofMember(
      AgentContext context,
      CommitLog log,
      CatalogLink catalog,
      IntSupplier clusterSize,
      LongUnaryOperator jitter) {
    return new LocalFeature(
        context, log, catalog, clusterSize, () -> {}, Optional.of(catalog), jitter);
  }

  @Override
  public boolean runsOnClients() {
    return true;
  }

  @Override
  public List<Route> routes() {
    return routes;
  }

  @Override
  public void start() {
    if (leaving.isEmpty()) {
      FormerLayout.move(context.store(), store);
    }
    store.propose(new Rehome(context.nodeName()));
    accepted(store.propose(Configured.command(context.settings())));
    CompletableFuture<Boolean> compared = sync.start();
    keeper.start();
    compared.completeOnTimeout(false, FIRST_COMPARISON_MILLIS, TimeUnit.MILLISECONDS).join();
  }

  /**
   * Registers what the configuration tells now, takes out what it tells no more, and compares with
   * the catalog without waiting for the next time.
   */
  @Override
  public void reload(AgentSettings now) {
    accepted(local.change(Configured.command(now)));
    keeper.refresh();
    var unused = sync.whole();
  }

  private static void accepted(LocalOutcome outcome) {
    if (outcome instanceof LocalOutcome.Refused(String reason)) {
      throw new NotConfigurableException(reason);
    }
  }

  /** Takes the node with all that is on it out of the catalog, and puts nothing there any more. */
  @Override
  public void leave() {
    if (leaving.isPresent()) {
      sync.close();
      try {
        leaving.get().deregister(new Deregister(Tenancy.DEFAULT, context.nodeName(), "", ""));
      } catch (RuntimeException e) {
        LOG.warn("the catalog keeps this node until the leader notices: {}", String.valueOf(e));
      }
    }
  }

  @Override
  public void close() {
    keeper.close();
    sync.close();
    store.close();
  }
}
