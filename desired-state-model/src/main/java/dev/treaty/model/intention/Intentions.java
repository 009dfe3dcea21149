package dev.treaty.model.intention;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Intentions out of entries, in the order in which they decide. */
public final class Intentions {

  /** Higher precedence first; ties in Consul's order of names. */
  public static final Comparator<Intention> ORDER =
      Comparator.comparingInt(Intention::precedence)
          .reversed()
          .thenComparing(Intention::samenessGroup)
          .thenComparing(Intention::sourcePeer)
          .thenComparing(Intention::sourceTenancy)
          .thenComparing(Intention::source)
          .thenComparing(Intention::destinationTenancy)
          .thenComparing(Intention::destination);

  private Intentions() {}

  /** The intentions of a stored {@code service-intentions} entry, in its order. */
  public static List<Intention> of(Entry serviceIntentions) {
    Value.Fields body = serviceIntentions.body();
    List<Intention> found = new ArrayList<>();
    for (Value.Fields source : body.maps("Sources")) {
      found.add(intention(serviceIntentions, source));
    }
    return List.copyOf(found);
  }

  /** The intentions of all entries, sorted as they decide. */
  public static List<Intention> ofAll(Collection<Entry> serviceIntentions) {
    List<Intention> found = new ArrayList<>();
    serviceIntentions.forEach(entry -> found.addAll(of(entry)));
    found.sort(ORDER);
    return List.copyOf(found);
  }

  private static Intention intention(Entry entry, Value.Fields source) {
    Tenancy destination = entry.key().tenancy();
    int permissions = source.items("Permissions").size();
    Optional<Boolean> allow =
        permissions > 0 ? Optional.empty() : Optional.of(source.text("Action").equals("allow"));
    return new Intention(
        entry.key(),
        entry.key().name(),
        destination,
        source.text("Name"),
        new Tenancy(source.text("Partition"), source.text("Namespace")),
        source.text("Peer"),
        source.text("SamenessGroup"),
        precedence(source),
        allow,
        permissions,
        source);
  }

  private static int precedence(Value.Fields source) {
    return source.get("Precedence").orElse(Value.Nothing.NULL) instanceof Value.Whole(var number)
        ? number.intValue()
        : 0;
  }
}
