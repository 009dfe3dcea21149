package dev.treaty.agent.local;

import dev.treaty.agent.catalog.CatalogOutcome;
import dev.treaty.agent.catalog.CatalogView;
import dev.treaty.agent.catalog.Deregister;
import dev.treaty.agent.catalog.Register;
import dev.treaty.agent.store.Reader;
import dev.treaty.agent.store.Store;
import dev.treaty.agent.store.Stored;
import dev.treaty.agent.store.Subscription;
import dev.treaty.agent.store.Tables;
import dev.treaty.model.entry.Tenancy;

/** The catalog in this server's own store. */
public record StoreCatalog(Store store) implements CatalogLink {

  @Override
  public Contents read(String node) {
    return read(store.state(), node);
  }

  private static Contents read(Tables tables, String node) {
    CatalogView view = new CatalogView(tables);
    String partition = Tenancy.DEFAULT.partition();
    return new Contents(
        view.node("", partition, node).map(Stored::row),
        view.onNode("", partition, node).stream().map(Stored::row).toList(),
        view.allChecks("", partition, node).stream().map(Stored::row).toList());
  }

  @Override
  public CatalogOutcome register(Register registration) {
    return store.propose(registration);
  }

  @Override
  public CatalogOutcome deregister(Deregister deregistration) {
    return store.propose(deregistration);
  }

  @Override
  public Subscription watch(String node, Runnable onChange) {
    Reader reader = store.reader();
    read(reader, node);
    return store.watch(reader, onChange);
  }
}
