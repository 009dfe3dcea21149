package dev.treaty.agent.peering;

import dev.treaty.agent.catalog.ServiceName;
import dev.treaty.agent.store.TableId;
import dev.treaty.agent.store.Tables;
import java.util.List;

/** Which services the {@code exported-services} entries show to a peer. */
final class ExportRules {

  static final TableId<PeeringRow> TABLE = PeeringRow.TABLE;

  private ExportRules() {}

  static List<ServiceName> exportedTo(Tables tables, PeeringRow peering) {
    return List.of();
  }
}
