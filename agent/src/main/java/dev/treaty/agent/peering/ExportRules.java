package dev.treaty.agent.peering;

import dev.treaty.agent.catalog.CatalogView;
import dev.treaty.agent.catalog.ServiceName;
import dev.treaty.agent.config.ConfigEntries;
import dev.treaty.agent.store.Stored;
import dev.treaty.agent.store.TableId;
import dev.treaty.agent.store.Tables;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which services the {@code exported-services} entries show to a peer (peering-protocol.md §5.1).
 */
final class ExportRules {

  /** Where the rules stand. */
  static final TableId<?> TABLE = ConfigEntries.TABLE;

  private static final String EVERYTHING = "*";

  /** Names cross bare, so of equal ones that in the default namespace is to come first. */
  private static final Comparator<ServiceName> ORDER =
      Comparator.comparing(ServiceName::name)
          .thenComparing(name -> !name.tenancy().isDefault())
          .thenComparing(ServiceName::tenancy);

  private ExportRules() {}

  /** The exported names, whether or not they have instances. */
  static List<ServiceName> exportedTo(Tables tables, PeeringRow peering) {
    Set<ServiceName> names = new TreeSet<>(ORDER);
    for (Entry entry : ConfigEntries.ofKind(tables, "exported-services")) {
      if (!entry.key().tenancy().partition().equals(peering.partition())) {
        continue;
      }
      for (Value.Fields service : entry.body().maps("Services")) {
        if (isFor(service, peering)) {
          Tenancy tenancy = new Tenancy(peering.partition(), service.text("Namespace"));
          names.addAll(named(tables, tenancy, service.text("Name")));
        }
      }
    }
    names.removeIf(name -> name.name().equals("consul"));
    return new ArrayList<>(names);
  }

  /** A consumer is named by what this cluster calls the peer, to the letter. */
  private static boolean isFor(Value.Fields service, PeeringRow peering) {
    return service.maps("Consumers").stream()
        .anyMatch(consumer -> consumer.text("Peer").equals(peering.name()));
  }

  private static List<ServiceName> named(Tables tables, Tenancy tenancy, String name) {
    if (!name.equals(EVERYTHING)) {
      return List.of(new ServiceName(tenancy, name));
    }
    return new CatalogView(tables)
        .services("", tenancy).stream()
            .map(Stored::row)
            .filter(row -> row.kind().isEmpty() && !row.name().endsWith("-sidecar-proxy"))
            .map(row -> new ServiceName(tenancy, row.name()))
            .toList();
  }
}
