package dev.treaty.model.intention;

import dev.treaty.model.entry.Tenancy;
import java.util.Set;

/**
 * Who wants to call.
 *
 * @param peer the peer the caller lives in, by its local name; empty for a local caller
 * @param samenessGroups the groups that the caller's partition or peer is a member of
 */
public record Caller(String name, Tenancy tenancy, String peer, Set<String> samenessGroups) {

  public Caller {
    samenessGroups = Set.copyOf(samenessGroups);
  }

  public static Caller local(String name) {
    return new Caller(name, Tenancy.DEFAULT, "", Set.of());
  }

  public static Caller ofPeer(String name, String peer) {
    return new Caller(name, Tenancy.DEFAULT, peer, Set.of());
  }
}
