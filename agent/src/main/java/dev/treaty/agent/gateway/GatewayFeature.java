package dev.treaty.agent.gateway;

import dev.treaty.agent.catalog.CatalogTables;
import dev.treaty.agent.config.ConfigEntries;
import dev.treaty.agent.config.DeleteEntry;
import dev.treaty.agent.config.PutControlled;
import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.feature.Feature;
import dev.treaty.agent.http.Answer;
import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.agent.http.BlockingQuery;
import dev.treaty.agent.http.Indexed;
import dev.treaty.agent.http.QueryOptions;
import dev.treaty.agent.http.Right;
import dev.treaty.agent.http.Route;
import dev.treaty.agent.store.State;
import dev.treaty.agent.store.StoreUnavailableException;
import dev.treaty.agent.store.Subscription;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows gateways, routes and certificates and writes what it finds out about them; tells the
 * services behind a gateway.
 */
public final class GatewayFeature implements Feature {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayFeature.class);
  private static final long RETRY_SECONDS = 1;
  private static final String SERVICES = "/v1/catalog/gateway-services/";

  private final AgentContext context;
  private final ReentrantLock working = new ReentrantLock();
  private Backlog backlog = new Backlog();
  private boolean leading;
  private volatile Subscription subscription = Subscription.NONE;
  private volatile Subscription lead = Subscription.NONE;
  private volatile boolean closed;

  public GatewayFeature(AgentContext context) {
    this.context = context;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get(SERVICES, Right.SERVICE_READ, this::services));
  }

  private Answer services(ApiRequest request) {
    QueryOptions options = request.options();
    if (request.rest().isEmpty()) {
      throw ApiException.badRequest("Missing gateway name");
    }
    Tenancy tenancy = request.tenancy();
    return BlockingQuery.of(
            options,
            reader -> {
              List<Value> found = GatewayServices.of(reader, tenancy, request.rest());
              long index =
                  Math.max(
                      reader.table(ConfigEntries.TABLE).index(),
                      reader.table(CatalogTables.SERVICES).index());
              return Indexed.of(index, json -> ValueJson.write(new Value.Items(found), json))
                  .withContent(found);
            })
        .tellingConsistency();
  }

  /** Looks at all there is, and from now on at what changes. */
  @Override
  public void start() {
    subscription = context.store().onChange(this::work, ConfigEntries.TABLE);
    lead = context.store().leadership().onChange(() -> context.workers().execute(this::work));
    context.workers().execute(this::work);
  }

  /** Works until nothing is left to do, where this server leads; one at a time. */
  private void work() {
    working.lock();
    try {
      boolean leads = context.store().leadership().leads();
      if (leads && !leading) {
        // What others did in between is not known: all is looked at again.
        backlog = new Backlog();
      }
      leading = leads;
      if (!leads) {
        return;
      }
      look();
      while (!closed && !backlog.isEmpty()) {
        backlog.next().ifPresent(this::reconcile);
        look();
      }
    } catch (StoreUnavailableException e) {
      retry(e);
    } finally {
      working.unlock();
    }
  }

  private void look() {
    State state = context.store().state();
    Reconciliation reconciliation = reconciliation(state);
    backlog.look(state, reconciliation::isStale);
  }

  private Reconciliation reconciliation(State state) {
    return new Reconciliation(state, context.settings().isCommunity(), context.clock().instant());
  }

  private void reconcile(EntryKey key) {
    Reconciliation reconciliation = reconciliation(context.store().state());
    if (key.kind().equals(Backlog.CERTIFICATE)) {
      reconciliation.usersOf(key).forEach(backlog::add);
    }
    for (Write write : reconciliation.of(key)) {
      make(write);
    }
    backlog.done(key);
  }

  /** Where something newer stands there by now, that change comes round by itself. */
  private void make(Write write) {
    var unused =
        switch (write) {
          case Write.Found(var entry, var status) ->
              propose(new PutControlled(entry.row().withStatus(status), entry.modifyIndex()));
          case Write.Bound(BoundGateway bound, long expected) ->
              propose(new PutControlled(bound.toRow(), expected));
          case Write.Unbound(EntryKey bound, long expected) ->
              context
                  .store()
                  .propose(
                      new DeleteEntry(
                          bound, Optional.of(expected), context.settings().isCommunity()));
        };
  }

  private boolean propose(PutControlled command) {
    return context.store().propose(command);
  }

  private void retry(StoreUnavailableException failure) {
    if (!closed) {
      LOG.warn("what is known of gateways could not be written: {}", failure.getMessage());
      var unused =
          context
              .timers()
              .schedule(
                  () -> context.workers().execute(this::work), RETRY_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    closed = true;
    subscription.close();
    lead.close();
  }
}
