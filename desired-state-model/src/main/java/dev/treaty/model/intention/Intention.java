package dev.treaty.model.intention;

import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.Value;
import java.util.Optional;

/**
 * One source of one {@code service-intentions} entry.
 *
 * @param entry the entry it stands in
 * @param destination a service name, or {@code *}
 * @param source a service name, or {@code *}
 * @param sourcePeer the peer whose services it is about; empty for local ones
 * @param samenessGroup the group whose services it is about; empty for none
 * @param precedence from 9 (decides first) to 1
 * @param allow what it decides; empty where permissions do
 * @param permissions how many L7 permissions it has
 * @param body the source as it stands in the entry
 */
public record Intention(
    EntryKey entry,
    String destination,
    Tenancy destinationTenancy,
    String source,
    Tenancy sourceTenancy,
    String sourcePeer,
    String samenessGroup,
    int precedence,
    Optional<Boolean> allow,
    int permissions,
    Value.Fields body) {

  /** Whether it decides by the content of requests. */
  public boolean isL7() {
    return permissions > 0;
  }

  /** Consul's words for it in the reason of a decision. */
  public String describe() {
    StringBuilder out = new StringBuilder();
    if (!sourcePeer.isEmpty()) {
      out.append("peer(").append(sourcePeer).append(")/");
    } else if (!samenessGroup.isEmpty()) {
      out.append("sameness-group(").append(samenessGroup).append(")/");
    }
    out.append(place(sourceTenancy, source))
        .append(" => ")
        .append(place(destinationTenancy, destination))
        .append(" (Precedence: ")
        .append(precedence)
        .append(", ");
    if (isL7()) {
      out.append("Permissions: ").append(permissions);
    } else {
      out.append("Action: ").append(allow.orElse(false) ? "ALLOW" : "DENY");
    }
    return out.append(')').toString();
  }

  private static String place(Tenancy tenancy, String name) {
    String local = tenancy.namespace() + "/" + name;
    return tenancy.partition().equals("default") ? local : tenancy.partition() + "/" + local;
  }
}
