package dev.treaty.model.intention;

import dev.treaty.model.entry.Tenancy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a call is allowed, and why.
 *
 * @param matched the intention that decided; empty where the default did
 */
public record IntentionDecision(boolean allowed, Optional<Intention> matched) {

  /**
   * Decides a connection: of the intentions for the destination the first in {@link
   * Intentions#ORDER} that covers the caller. One with L7 permissions counts as deny, since without
   * a request nothing can be said for it.
   *
   * @param intentions of the destination's cluster, in any order
   * @param defaultAllow what holds where none matches
   */
  public static IntentionDecision decide(
      Collection<Intention> intentions,
      Caller caller,
      String destination,
      Tenancy destinationTenancy,
      boolean defaultAllow) {
    Optional<Intention> first = Optional.empty();
    for (Intention intention : intentions) {
      if (isFor(intention, destination, destinationTenancy)
          && covers(intention, caller)
          && (first.isEmpty() || Intentions.ORDER.compare(intention, first.get()) < 0)) {
        first = Optional.of(intention);
      }
    }
    boolean allowed =
        first
            .map(intention -> !intention.isL7() && intention.allow().orElse(false))
            .orElse(defaultAllow);
    return new IntentionDecision(allowed, first);
  }

  /**
   * The intentions that count for a destination, in order; of those about the same source only the
   * first.
   */
  public static List<Intention> forDestination(
      Collection<Intention> intentions, String destination, Tenancy tenancy) {
    Set<List<String>> seen = new HashSet<>();
    List<Intention> found = new ArrayList<>();
    for (Intention intention : intentions.stream().sorted(Intentions.ORDER).toList()) {
      if (isFor(intention, destination, tenancy) && seen.add(sourceOf(intention))) {
        found.add(intention);
      }
    }
    return List.copyOf(found);
  }

  /** All intentions whose destination is or covers the service, in order ({@code match}). */
  public static List<Intention> matchDestination(
      Collection<Intention> intentions, String destination, Tenancy tenancy) {
    return intentions.stream()
        .filter(intention -> isFor(intention, destination, tenancy))
        .sorted(Intentions.ORDER)
        .toList();
  }

  /**
   * All intentions whose source is or covers the local service, in order ({@code match}). Consul
   * lists those of a peer's service of the same name too.
   */
  public static List<Intention> matchSource(
      Collection<Intention> intentions, String source, Tenancy tenancy) {
    Caller caller = new Caller(source, tenancy, "", Set.of());
    return intentions.stream()
        .filter(intention ->
            covers(intention, caller)
                || (!source.equals("*")
                    && intention.source().equals(source)
                    && !intention.sourcePeer().isEmpty()
                    && intention.sourceTenancy().namespace().equals(tenancy.namespace())))
        .sorted(Intentions.ORDER)
        .toList();
  }

  /** Consul's reason for the decision. */
  public String reason() {
    return matched
        .map(intention ->
            "Matched " + (intention.isL7() ? "L7" : "L4") + " intention: " + intention.describe())
        .orElse("Default behavior configured by ACLs");
  }

  private static boolean isFor(Intention intention, String destination, Tenancy tenancy) {
    return intention.destinationTenancy().partition().equals(tenancy.partition())
        && covers(intention.destinationTenancy().namespace(), tenancy.namespace())
        && covers(intention.destination(), destination);
  }

  private static boolean covers(Intention intention, Caller caller) {
    if (!intention.samenessGroup().isEmpty()) {
      return caller.samenessGroups().contains(intention.samenessGroup())
          && covers(intention.sourceTenancy().namespace(), caller.tenancy().namespace())
          && covers(intention.source(), caller.name());
    }
    if (!intention.sourcePeer().equals(caller.peer())) {
      return false;
    }
    boolean samePartition =
        !caller.peer().isEmpty()
            || intention.sourceTenancy().partition().equals(caller.tenancy().partition());
    return samePartition
        && covers(intention.sourceTenancy().namespace(), caller.tenancy().namespace())
        && covers(intention.source(), caller.name());
  }

  private static boolean covers(String pattern, String name) {
    return pattern.equals("*") || pattern.equals(name);
  }

  private static List<String> sourceOf(Intention intention) {
    return List.of(
        intention.samenessGroup(),
        intention.sourcePeer(),
        intention.sourceTenancy().partition(),
        intention.sourceTenancy().namespace(),
        intention.source());
  }
}
