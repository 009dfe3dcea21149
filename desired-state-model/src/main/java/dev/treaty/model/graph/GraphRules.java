package dev.treaty.model.graph;

import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.GoFormat;
import java.util.Optional;

/** Whether a server that holds some entries takes one more write, or drops one ({@code §3.14}). */
public final class GraphRules {

  private GraphRules() {}

  /** The first rule that writing the entry would break. */
  public static Optional<GraphFault> onWrite(EntryLookup before, Entry entry) {
    return check(before, entry.key(), Optional.of(entry), false);
  }

  /** The first rule that deleting the entry would break. */
  public static Optional<GraphFault> onDelete(EntryLookup before, EntryKey key) {
    return check(before, key, Optional.empty(), false);
  }

  /**
   * The same for playing many writes through on a state that is sound: what cannot be touched by
   * the write is not looked at again.
   *
   * @param proposed empty for a deletion
   */
  public static Optional<GraphFault> onStep(
      EntrySet before, EntryKey key, Optional<Entry> proposed) {
    return check(before, key, proposed.map(before::seen), true);
  }

  private static Optional<GraphFault> check(
      EntryLookup before, EntryKey key, Optional<Entry> proposed, boolean nearOnly) {
    return ofKind(before, key, proposed)
        .or(() -> new ChainCheck(before, key, proposed, nearOnly).fault());
  }

  private static Optional<GraphFault> ofKind(
      EntryLookup before, EntryKey key, Optional<Entry> proposed) {
    return switch (key.kind()) {
      case "proxy-defaults", "service-defaults" ->
          proposed.flatMap(entry -> permissive(before.find(key), before, entry));
      case "ingress-gateway", "terminating-gateway" -> clash(before, key);
      case "service-intentions" -> proposed.flatMap(entry -> JwtProviders.missing(before, entry));
      case "jwt-provider" ->
          proposed.isPresent() ? Optional.empty() : JwtProviders.used(before, key);
      case SamenessGroups.KIND -> proposed.flatMap(entry -> Memberships.twice(before, entry));
      default -> Optional.empty();
    };
  }

  /** Becoming permissive needs leave; staying so does not. */
  static Optional<GraphFault> permissive(Optional<Entry> before, EntryLookup around, Entry entry) {
    boolean wasSo = before.filter(GraphRules::isPermissive).isPresent();
    if (!isPermissive(entry) || wasSo) {
      return Optional.empty();
    }
    String partition = entry.key().tenancy().partition();
    EntryKey mesh = new EntryKey("mesh", new Tenancy(partition, "default"), "mesh");
    boolean allowed =
        around
            .find(mesh)
            .filter(found -> found.body().flag("AllowEnablingPermissiveMutualTLS"))
            .isPresent();
    return allowed
        ? Optional.empty()
        : Optional.of(
            GraphFault.of(
                DiagnosticCode.PERMISSIVE_NOT_ALLOWED,
                "cannot set MutualTLSMode=permissive because"
                    + " AllowEnablingPermissiveMutualTLS=false in the mesh config entry",
                entry.key(),
                mesh));
  }

  private static boolean isPermissive(Entry entry) {
    return entry.body().text("MutualTLSMode").equals("permissive");
  }

  /** Refuses even a delete, while the other one is there. */
  static Optional<GraphFault> clash(EntryLookup around, EntryKey key) {
    String otherKind =
        key.kind().equals("ingress-gateway") ? "terminating-gateway" : "ingress-gateway";
    EntryKey other = new EntryKey(otherKind, key.tenancy(), key.name());
    return around
        .find(other)
        .map(found ->
            GraphFault.of(
                DiagnosticCode.GATEWAY_NAME_TAKEN,
                "cannot create a "
                    + GoFormat.quote(key.kind())
                    + " config entry with name "
                    + GoFormat.quote(key.name())
                    + ", a "
                    + GoFormat.quote(otherKind)
                    + " config entry with that name already exists",
                key,
                found.key()));
  }
}
