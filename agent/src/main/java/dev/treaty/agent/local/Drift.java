package dev.treaty.agent.local;

import dev.treaty.agent.catalog.CatalogRows;
import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.catalog.NodeRow;
import dev.treaty.agent.catalog.ServiceAddress;
import dev.treaty.agent.catalog.ServiceRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where the catalog differs from what the agent knows of its own node (Consul's {@code
 * updateSyncState}).
 *
 * @param touched what is to be written
 * @param unknown what the catalog has and the agent does not know, to be taken out
 * @param tags of services that allow it: what somebody set in the catalog
 */
record Drift(Touched touched, Touched unknown, Map<String, List<String>> tags) {

  /** What servers look after themselves, on every node that is theirs or alive. */
  private static final String SERVERS = "consul";

  private static final String ALIVE = "serfHealth";

  /** Tagged addresses that servers add begin so. */
  private static final String RESERVED = "consul-";

  static Drift of(
      NodeRow node,
      Map<String, ServiceRow> services,
      Map<String, LocalCheck> checks,
      CatalogLink.Contents there) {
    boolean nodeDiffers = !there.node().map(node::equals).orElse(false);
    Map<String, ServiceRow> theirServices = new HashMap<>();
    there.services().forEach(row -> theirServices.put(row.id(), row));
    Map<String, String> wrongServices = new HashMap<>();
    Map<String, List<String>> tags = new TreeMap<>();
    services.forEach((id, row) -> {
      ServiceRow theirs = theirServices.remove(id);
      if (theirs == null) {
        wrongServices.put(id, row.tenancy().namespace());
        return;
      }
      boolean adopted = row.enableTagOverride() && !row.tags().equals(theirs.tags());
      if (adopted) {
        tags.put(id, theirs.tags());
      }
      if (!same(adopted ? row.withTags(theirs.tags()) : row, theirs)) {
        wrongServices.put(id, row.tenancy().namespace());
      }
    });
    theirServices.remove(SERVERS);

    Map<String, CheckRow> theirChecks = new HashMap<>();
    there.checks().forEach(row -> theirChecks.put(row.id(), row));
    Set<String> wrongChecks = new HashSet<>();
    checks.forEach((id, check) -> {
      CheckRow theirs = theirChecks.remove(id);
      if (theirs == null || !same(check.row(), theirs)) {
        wrongChecks.add(id);
      }
    });
    theirChecks.remove(ALIVE);
    Map<String, String> unknown = new HashMap<>();
    theirServices.forEach((id, row) -> unknown.put(id, row.tenancy().namespace()));
    return new Drift(
        new Touched(nodeDiffers, wrongServices, wrongChecks),
        new Touched(false, unknown, theirChecks.keySet()),
        tags);
  }

  private static boolean same(ServiceRow ours, ServiceRow theirs) {
    Map<String, ServiceAddress> addresses = new TreeMap<>(ours.taggedAddresses());
    theirs
        .taggedAddresses()
        .forEach((name, address) -> {
          if (name.startsWith(RESERVED)) {
            addresses.put(name, address);
          }
        });
    return CatalogRows.alike(ours.withTaggedAddresses(addresses), theirs);
  }

  /** The tags of a check's service are the catalog's to keep. */
  private static boolean same(CheckRow ours, CheckRow theirs) {
    return ours.forService(ours.serviceId(), ours.serviceName(), theirs.serviceTags())
        .equals(theirs);
  }
}
