package dev.treaty.diff;

import dev.treaty.diff.IntentionOrder.Place;
import dev.treaty.diff.IntentionOrder.Placed;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An exact intention that for a moment also says what the wildcard ones will say, so that those may
 * change without anybody noticing. It is written before them and as declared after them.
 *
 * <p>Only an update can need it: what is created may always come first, and what is deleted last.
 */
final class IntentionBridge {

  private static final String NOTE = "decides alone until the wildcard intentions are written";

  /** Callers of one place, of which {@code *} means all that are not named. */
  private record Origin(String peer, String partition, String namespace) {
    static Origin of(Value.Fields source) {
      return new Origin(source.text("Peer"), source.text("Partition"), source.text("Namespace"));
    }

    Value.Fields source(String name) {
      Value.Fields source = Value.Fields.EMPTY.with("Name", Value.text(name));
      source = peer.isEmpty() ? source : source.with("Peer", Value.text(peer));
      source = partition.isEmpty() ? source : source.with("Partition", Value.text(partition));
      return namespace.isEmpty() ? source : source.with("Namespace", Value.text(namespace));
    }
  }

  private IntentionBridge() {}

  /** The entry that stands between; empty where an entry cannot say that much. */
  static Optional<Entry> of(EntryChange.Update exact, EntryChange wildcard, boolean defaultAllow) {
    Entry base = exact.written();
    List<Value.Fields> all =
        Stream.of(exact.before(), exact.after(), wildcard.before(), wildcard.after())
            .flatMap(entry -> sources(entry).stream())
            .toList();
    boolean grouped = all.stream().anyMatch(source -> !source.text("SamenessGroup").isEmpty());
    // Tokens that an entry asks for would be asked of everybody whom it speaks of.
    boolean tokens = base.body().get("JWT").isPresent();
    if (grouped || tokens) {
      return Optional.empty();
    }
    List<Value.Fields> bridge = new ArrayList<>(sources(exact.after()));
    for (Value.Fields source : sources(wildcard.after())) {
      Origin origin = Origin.of(source);
      if (!names(bridge, origin, source.text("Name"))
          && !names(sources(exact.after()), origin, "*")) {
        bridge.add(
            origin.source(source.text("Name")).with("Action", Value.text(source.text("Action"))));
      }
    }
    Set<Origin> origins = new LinkedHashSet<>();
    origins.add(new Origin("", "", ""));
    all.forEach(source -> origins.add(Origin.of(source)));
    for (Origin origin : origins) {
      if (!names(bridge, origin, "*")) {
        bridge.add(origin.source("*").with("Action", Value.text(defaultAllow ? "allow" : "deny")));
      }
    }
    Value.Fields body = base.body().with("Sources", new Value.Items(List.<Value>copyOf(bridge)));
    return Optional.of(new Entry(base.key(), body));
  }

  /** The change in two writes around the wildcard ones. */
  static List<Placed> parts(EntryChange.Update change, Entry bridge) {
    return List.of(
        new Placed(
            Place.BEFORE_WILDCARDS,
            new EntryChange.Update(
                change.cluster(),
                change.key(),
                change.live(),
                bridge,
                change.modifyIndex(),
                Comparison.compare(change.live(), bridge),
                ChangeReason.BRIDGED,
                change.at(),
                NOTE)),
        new Placed(
            Place.AFTER_WILDCARDS,
            new EntryChange.Restore(
                change.cluster(),
                change.key(),
                bridge,
                change.written(),
                ChangeReason.SETTLED,
                change.at(),
                "the wildcard intentions are written")));
  }

  private static List<Value.Fields> sources(Optional<Entry> entry) {
    return entry.map(found -> found.body().maps("Sources")).orElse(List.of());
  }

  private static boolean names(List<Value.Fields> sources, Origin origin, String name) {
    return sources.stream()
        .anyMatch(source -> Origin.of(source).equals(origin) && source.text("Name").equals(name));
  }
}
