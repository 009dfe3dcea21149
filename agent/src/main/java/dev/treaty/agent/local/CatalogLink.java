package dev.treaty.agent.local;

import dev.treaty.agent.catalog.CatalogOutcome;
import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.catalog.Deregister;
import dev.treaty.agent.catalog.NodeRow;
import dev.treaty.agent.catalog.Register;
import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.store.Subscription;
import java.util.List;
import java.util.Optional;

/**
 * The catalog as an agent reaches it: in its own server's store, or at servers over the network.
 *
 * <p>All methods but {@link #watch} may block, and throw an unchecked exception where the catalog
 * is out of reach: nothing is known then of what became of a write.
 */
public interface CatalogLink {

  /** What the catalog holds of a node. */
  Contents read(String node);

  /** Registers a node with what is on it. */
  CatalogOutcome register(Register registration);

  /** Takes out an instance, a check or a node. */
  CatalogOutcome deregister(Deregister deregistration);

  /**
   * Calls back once, as soon as what {@link #read} would answer is another, where that is seen from
   * here at once; elsewhere never.
   */
  Subscription watch(String node, Runnable onChange);

  /**
   * What the catalog holds of a node.
   *
   * @param node empty where it does not know the node; then the lists are empty, too
   */
  record Contents(Optional<NodeRow> node, List<ServiceRow> services, List<CheckRow> checks) {

    public Contents {
      services = List.copyOf(services);
      checks = List.copyOf(checks);
    }
  }
}
