package dev.treaty.diff;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.live.LiveCluster;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.value.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Orders changes of exact intentions around changes of the wildcard ones.
 *
 * <p>Each intention is replaced at once, so only a call that both an exact and a wildcard entry may
 * decide can be judged by one old and one new entry for a moment. For each exact change both orders
 * are played through for every source that occurs, and the one is taken in which no call is denied
 * that both old and new allow, and none allowed that both deny. Where neither will do, the exact
 * one is written twice, see {@link IntentionBridge}.
 */
final class IntentionOrder {

  /** When an intention is written, seen from the wildcard ones. */
  enum Place {
    BEFORE_WILDCARDS,
    WILDCARDS,
    AFTER_WILDCARDS
  }

  /** A write and its place. */
  record Placed(Place place, EntryChange change) {}

  private static final String WILDCARD = "*";

  /** A source that no intention names, so that only wildcards decide about it. */
  private static final String STRANGER = "\u0000";

  /** A caller as intentions name it; {@code peer} is empty for a local one. */
  private record Caller(String name, String peer, Tenancy tenancy) {}

  private record Scope(ClusterName cluster, Tenancy tenancy) {}

  private final Map<Scope, EntryChange> wildcards = new HashMap<>();
  private final Map<ClusterName, LiveCluster> whole;

  IntentionOrder(List<Change> writes, Map<ClusterName, LiveCluster> whole) {
    this.whole = whole;
    for (Change change : writes) {
      if (change instanceof EntryChange entry && isWildcard(entry)) {
        wildcards.put(new Scope(entry.cluster(), entry.key().tenancy()), entry);
      }
    }
  }

  /** The writes that a change of an intention takes, in their places: one, or two. */
  List<Placed> parts(EntryChange change) {
    if (isWildcard(change)) {
      return List.of(new Placed(Place.WILDCARDS, change));
    }
    EntryChange wildcard = wildcards.get(new Scope(change.cluster(), change.key().tenancy()));
    if (wildcard == null) {
      return List.of(new Placed(Place.BEFORE_WILDCARDS, change));
    }
    int exactFirst = 0;
    int wildcardFirst = 0;
    Set<Caller> callers = callers(change, wildcard);
    for (Caller caller : callers) {
      int was = decide(caller, change, change.before(), wildcard.before());
      int becomes = decide(caller, change, change.after(), wildcard.after());
      exactFirst += harm(was, becomes, decide(caller, change, change.after(), wildcard.before()));
      wildcardFirst +=
          harm(was, becomes, decide(caller, change, change.before(), wildcard.after()));
    }
    if (Math.min(wildcardFirst, exactFirst) > 0 && change instanceof EntryChange.Update update) {
      Optional<Entry> bridge =
          IntentionBridge.of(update, wildcard, defaultAllows(change.cluster()))
              .filter(between ->
                  callers.stream().allMatch(caller -> holds(caller, change, wildcard, between)));
      if (bridge.isPresent()) {
        return IntentionBridge.parts(update, bridge.get());
      }
    }
    return List.of(
        new Placed(
            wildcardFirst < exactFirst ? Place.AFTER_WILDCARDS : Place.BEFORE_WILDCARDS, change));
  }

  /** Whether the entry alone decides as the new ones do together, whatever the wildcards say. */
  private boolean holds(Caller caller, EntryChange change, EntryChange wildcard, Entry bridge) {
    int becomes = decide(caller, change, change.after(), wildcard.after());
    Optional<Entry> exact = Optional.of(bridge);
    return decide(caller, change, exact, wildcard.before()) == becomes
        && decide(caller, change, exact, wildcard.after()) == becomes;
  }

  private static int harm(int was, int becomes, int meanwhile) {
    return meanwhile < Math.min(was, becomes) || meanwhile > Math.max(was, becomes) ? 1 : 0;
  }

  private static boolean isWildcard(EntryChange change) {
    EntryKey key = change.key();
    return key.kind().equals("service-intentions")
        && (key.name().equals(WILDCARD) || key.tenancy().namespace().equals(WILDCARD));
  }

  private static Set<Caller> callers(EntryChange exact, EntryChange wildcard) {
    Set<Caller> callers = new HashSet<>();
    for (Optional<Entry> entry :
        List.of(exact.before(), exact.after(), wildcard.before(), wildcard.after())) {
      for (Value.Fields source : entry.map(e -> e.body().maps("Sources")).orElse(List.of())) {
        Caller named = caller(source);
        callers.add(
            named.name().equals(WILDCARD)
                ? new Caller(STRANGER, named.peer(), named.tenancy())
                : named);
        callers.add(new Caller(STRANGER, named.peer(), named.tenancy()));
      }
    }
    callers.add(new Caller(STRANGER, "", Tenancy.DEFAULT));
    return callers;
  }

  private static Caller caller(Value.Fields source) {
    return new Caller(
        source.text("Name"),
        source.text("Peer"),
        new Tenancy(source.text("Partition"), source.text("Namespace")));
  }

  /** 0 denied, 1 allowed for some requests, 2 allowed. */
  private int decide(
      Caller caller, EntryChange at, Optional<Entry> exact, Optional<Entry> wildcard) {
    return bySource(caller, exact)
        .or(() -> bySource(caller, wildcard))
        .orElseGet(() -> defaultAllows(at.cluster()) ? 2 : 0);
  }

  private boolean defaultAllows(ClusterName name) {
    LiveCluster cluster = whole.get(name);
    return cluster != null && cluster.defaultAllow();
  }

  private static Optional<Integer> bySource(Caller caller, Optional<Entry> entry) {
    Optional<Integer> byWildcard = Optional.empty();
    for (Value.Fields source : entry.map(e -> e.body().maps("Sources")).orElse(List.of())) {
      Caller named = caller(source);
      if (named.equals(caller)) {
        return Optional.of(decision(source));
      }
      if (named.equals(new Caller(WILDCARD, caller.peer(), caller.tenancy()))) {
        byWildcard = Optional.of(decision(source));
      }
    }
    return byWildcard;
  }

  private static int decision(Value.Fields source) {
    if (!source.items("Permissions").isEmpty()) {
      return 1;
    }
    return source.text("Action").equals("allow") ? 2 : 0;
  }
}
