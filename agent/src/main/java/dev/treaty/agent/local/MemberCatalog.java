package dev.treaty.agent.local;

import dev.treaty.agent.catalog.CatalogOutcome;
import dev.treaty.agent.catalog.Deregister;
import dev.treaty.agent.catalog.Register;
import dev.treaty.agent.http.Servers;
import dev.treaty.agent.store.Subscription;

/**
 * The catalog as one agent of several reaches it: in its own store while it leads, at the servers
 * while it does not.
 */
public record MemberCatalog(Servers servers, StoreCatalog own, CatalogLink others)
    implements CatalogLink {

  private CatalogLink now() {
    return servers.leads() ? own : others;
  }

  @Override
  public Contents read(String node) {
    return now().read(node);
  }

  @Override
  public CatalogOutcome register(Register registration) {
    return now().register(registration);
  }

  @Override
  public CatalogOutcome deregister(Deregister deregistration) {
    return now().deregister(deregistration);
  }

  /**
   * What the leader writes reaches a follower's store, too. A client agent has none; it looks again
   * when the servers change, for what it could not write before may be possible now.
   */
  @Override
  public Subscription watch(String node, Runnable onChange) {
    Subscription rows =
        servers.isServer() ? own.watch(node, onChange) : others.watch(node, onChange);
    Subscription ways = servers.onChange(onChange);
    return () -> {
      rows.close();
      ways.close();
    };
  }
}
