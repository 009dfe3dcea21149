package dev.treaty.agent.http;

import dev.treaty.agent.http.LongPoll.Step;
import dev.treaty.agent.store.Reader;
import dev.treaty.agent.store.Store;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A read of the store that answers at once or, with {@code ?index}, as soon as what it read has
 * changed ({@code http-and-config-entries} §5.2). The answer gets the headers of an indexed read.
 *
 * @param query run against one state after another until its index passes the client's
 * @param tellsConsistency whether the answer says X-Consul-Effective-Consistency
 * @param cacheable whether {@code ?cached} is understood: our state is always fresh, so it hits
 * @param indexedErrors whether errors carry index headers too, as catalog's and intentions' do
 * @param agentCache leaves come from an agent, which tells nothing of servers
 */
public record BlockingQuery(
    QueryOptions options,
    Query query,
    boolean tellsConsistency,
    boolean cacheable,
    boolean indexedErrors,
    AgentCache agentCache)
    implements Answer {

  /** Whether the answer looks like one of a Consul agent's own cache. */
  enum AgentCache {
    NONE,
    MISS,
    HIT
  }

  /** Reads through the reader, which remembers what to wait for. */
  @FunctionalInterface
  public interface Query {
    Indexed run(Reader reader);
  }

  public static BlockingQuery of(ApiRequest request, Query query) {
    return of(request.options(), query);
  }

  public static BlockingQuery of(QueryOptions options, Query query) {
    return new BlockingQuery(options, query, false, false, false, AgentCache.NONE);
  }

  /** For catalog and health: consistency told, {@code ?cached} understood, errors with headers. */
  public BlockingQuery asCatalogRead() {
    return new BlockingQuery(options, query, true, true, true, agentCache);
  }

  public BlockingQuery tellingConsistency() {
    return new BlockingQuery(options, query, true, cacheable, indexedErrors, agentCache);
  }

  public BlockingQuery cachedIfAsked() {
    return new BlockingQuery(options, query, tellsConsistency, true, indexedErrors, agentCache);
  }

  public BlockingQuery withIndexedErrors() {
    return new BlockingQuery(options, query, tellsConsistency, cacheable, true, agentCache);
  }

  /** For what a Consul agent answers by itself: the index, and whether it had the answer. */
  public BlockingQuery asAgentRead(boolean had) {
    return new BlockingQuery(
        options,
        query,
        tellsConsistency,
        cacheable,
        indexedErrors,
        had ? AgentCache.HIT : AgentCache.MISS);
  }

  LongPoll toPoll(ApiContext context) {
    return new LongPoll(
        options.minIndex() == 0 ? Duration.ZERO : waitFor(options.maxWait(), context),
        new Run(this, context));
  }

  private static Duration waitFor(Duration asked, ApiContext context) {
    Duration base = context.manners().get().wait(asked);
    // Spreads the return of many waiters; no decision depends on it.
    return base.plusNanos(context.jitter().applyAsLong(base.toNanos() / 16));
  }

  private Map<String, String> headers(long index, boolean known, ApiContext context) {
    Servers servers = context.servers();
    boolean knownLeader = known && servers.knowsLeader();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Consul-Index", Long.toString(Math.max(1, index)));
    if (agentCache != AgentCache.NONE) {
      headers.put("X-Cache", agentCache.name());
      if (agentCache == AgentCache.HIT) {
        headers.put("Age", "0");
      }
      return headers;
    }
    headers.put("X-Consul-Knownleader", Boolean.toString(knownLeader));
    headers.put("X-Consul-Lastcontact", Long.toString(servers.sinceContact().toMillis()));
    headers.put("X-Consul-Query-Backend", "blocking-query");
    if (tellsConsistency && knownLeader) {
      headers.put("X-Consul-Effective-Consistency", options.consistency().effective());
    }
    if (cacheable && options.cached() && knownLeader) {
      headers.put("X-Cache", "HIT");
      headers.put("Age", "0");
    }
    return headers;
  }

  /** The loop's memory between attempts. */
  private static final class Run implements LongPoll.Poll {
    private final BlockingQuery blocking;
    private final ApiContext context;
    private final long replaced;
    private long minIndex;
    private boolean ranOnce;
    private boolean wasMissing;
    private Optional<Object> lastContent = Optional.empty();
    private Optional<Indexed> lastResult = Optional.empty();

    Run(BlockingQuery blocking, ApiContext context) {
      this.blocking = blocking;
      this.context = context;
      this.minIndex = blocking.options.minIndex();
      this.replaced = context.store().replaced();
    }

    @Override
    public Step attempt(boolean last) {
      try {
        if (!blocking.options.datacenter().equals(context.datacenter())) {
          throw ApiException.refused("No path to datacenter");
        }
        return step(last);
      } catch (ApiException e) {
        if (!blocking.indexedErrors) {
          throw e;
        }
        return new Step.Done(
            ApiResponse.text(e.status(), e.text())
                .withHeaders(blocking.headers(0, false, context)));
      }
    }

    private Step step(boolean last) {
      // A wait that runs out answers what was read last, under its index of then (§9).
      if (last && lastResult.isPresent()) {
        return done(lastResult.get());
      }
      Store store = context.store();
      Reader reader = store.reader();
      Indexed result = blocking.query.run(reader);
      boolean unchanged =
          (!result.found() && wasMissing)
              || (ranOnce && result.content().isPresent() && result.content().equals(lastContent));
      if (unchanged) {
        minIndex = Math.max(minIndex, result.index());
      }
      ranOnce = true;
      wasMissing = !result.found();
      lastContent = result.content();
      lastResult = Optional.of(result);
      // What was restored may be older than what the client has seen: as Consul, tell it at once.
      boolean wakes =
          blocking.options.minIndex() == 0
              || Math.max(1, result.index()) > minIndex
              || store.replaced() != replaced;
      return last || wakes
          ? done(result)
          : new Step.Park(onChange -> store.watch(reader, onChange));
    }

    private Step done(Indexed result) {
      if (result.refusal().isPresent()) {
        throw result.refusal().get();
      }
      return new Step.Done(
          result.response().withHeaders(blocking.headers(result.index(), true, context)));
    }
  }
}
