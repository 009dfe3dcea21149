package dev.treaty.agent.intention;

import dev.treaty.agent.filter.Fields;
import dev.treaty.agent.filter.Filter;
import dev.treaty.agent.filter.InvalidFilterException;
import dev.treaty.agent.http.ApiException;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code ?filter} on the list of intentions. */
final class IntentionFilter {

  private static final Fields<Listed> COMMUNITY = fields(true);
  private static final Fields<Listed> ENTERPRISE = fields(false);

  private static Fields<Listed> fields(boolean community) {
    return Fields.<Listed>none()
        .text("Action", listed -> listed.intention().body().text("Action"))
        .text("Description", listed -> listed.intention().body().text("Description"))
        .text("DestinationName", listed -> listed.intention().destination())
        .text("DestinationNS", listed -> listed.intention().destinationTenancy().namespace())
        .text(
            "DestinationPartition",
            listed -> partition(listed.intention().destinationTenancy(), community))
        .text("ID", listed -> listed.intention().body().text(LegacyFields.ID))
        .textMap("Meta", IntentionFilter::meta)
        .number("Precedence", listed -> listed.intention().precedence())
        .text("SourceName", listed -> listed.intention().source())
        .text("SourceNS", listed -> listed.intention().sourceTenancy().namespace())
        .text("SourcePartition", listed -> partition(listed.intention().sourceTenancy(), community))
        .text("SourcePeer", listed -> listed.intention().sourcePeer())
        .text("SourceSamenessGroup", listed -> listed.intention().samenessGroup())
        .text("SourceType", listed -> "consul");
  }

  private static String partition(Tenancy tenancy, boolean community) {
    return community ? "" : tenancy.partition();
  }

  private IntentionFilter() {}

  static List<Listed> apply(String filter, boolean community, List<Listed> all) {
    try {
      return Filter.of(filter, community ? COMMUNITY : ENTERPRISE).apply(all);
    } catch (InvalidFilterException e) {
      throw ApiException.refused(String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, String> meta(Listed listed) {
    Map<String, String> meta = new LinkedHashMap<>();
    listed
        .entry()
        .row()
        .entry()
        .meta()
        .map()
        .forEach((key, value) -> {
          if (value instanceof Value.Text(String text)) {
            meta.put(key, text);
          }
        });
    return meta;
  }
}
