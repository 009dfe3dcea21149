package dev.treaty.agent.store;

import dev.treaty.agent.store.StateWriter.Touched;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Who waits for what. A waiter is found by the keys and prefixes it read, so a write costs nothing
 * to those it does not concern.
 *
 * <p>No change is missed: a waiter registers first and looks at the newest state then; a writer
 * publishes first and looks for waiters then.
 */
final class Watches {

  private final ConcurrentHashMap<Place, Set<Waiter>> waiters = new ConcurrentHashMap<>();

  /** Prefixes in use that end inside a key's part; rare, looked through one by one. */
  private final ConcurrentHashMap<Place, Set<Waiter>> odd = new ConcurrentHashMap<>();

  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder woken = new LongAdder();

  private record Place(String table, String key, boolean isPrefix) {}

  /** One registration, told at most once. */
  private final class Waiter implements Subscription {
    private final List<Place> places;
    private final Runnable onChange;
    private final AtomicBoolean over = new AtomicBoolean();

    Waiter(List<Place> places, Runnable onChange) {
      this.places = places;
      this.onChange = onChange;
    }

    void tell() {
      if (leave()) {
        woken.increment();
        onChange.run();
      }
    }

    @Override
    public void close() {
      leave();
    }

    private boolean leave() {
      if (!over.compareAndSet(false, true)) {
        return false;
      }
      waiting.decrementAndGet();
      for (Place place : places) {
        home(place)
            .computeIfPresent(
                place,
                (unused, set) -> {
                  set.remove(this);
                  return set.isEmpty() ? null : set;
                });
      }
      return true;
    }
  }

  private ConcurrentHashMap<Place, Set<Waiter>> home(Place place) {
    return place.isPrefix() && !isWhole(place.key()) ? odd : waiters;
  }

  private static boolean isWhole(String prefix) {
    return prefix.isEmpty() || prefix.charAt(prefix.length() - 1) == Keys.SEPARATOR;
  }

  /** Registers; the caller then compares states and calls {@code tell} itself if it came late. */
  Pending register(Collection<Reader.Read> reads, Runnable onChange) {
    List<Place> places = new ArrayList<>(reads.size());
    for (Reader.Read read : reads) {
      places.add(new Place(read.table().name(), read.key(), read.isPrefix()));
    }
    Waiter waiter = new Waiter(places, onChange);
    waiting.incrementAndGet();
    for (Place place : places) {
      home(place)
          .compute(
              place,
              (unused, set) -> {
                Set<Waiter> with = set == null ? new HashSet<>(2) : set;
                with.add(waiter);
                return with;
              });
    }
    return new Pending(waiter, waiter::tell);
  }

  record Pending(Subscription subscription, Runnable tell) {}

  /** Tells everyone who read one of these; called after the new state is published. */
  void publish(Collection<Touched> touched) {
    if (waiters.isEmpty() && odd.isEmpty()) {
      return;
    }
    Set<Place> places = new LinkedHashSet<>();
    for (Touched one : touched) {
      places.add(new Place(one.table(), one.key(), false));
      places.add(new Place(one.table(), "", true));
      for (int end = one.key().indexOf(Keys.SEPARATOR);
          end >= 0;
          end = one.key().indexOf(Keys.SEPARATOR, end + 1)) {
        places.add(new Place(one.table(), one.key().substring(0, end + 1), true));
      }
    }
    Set<Waiter> told = new LinkedHashSet<>();
    for (Place place : places) {
      collect(waiters, place, told);
    }
    for (Place place : odd.keySet()) {
      for (Touched one : touched) {
        if (one.table().equals(place.table()) && one.key().startsWith(place.key())) {
          collect(odd, place, told);
          break;
        }
      }
    }
    told.forEach(Waiter::tell);
  }

  /** Tells everyone: all may have changed. */
  void tellAll() {
    Set<Waiter> told = new LinkedHashSet<>();
    waiters.keySet().forEach(place -> collect(waiters, place, told));
    odd.keySet().forEach(place -> collect(odd, place, told));
    told.forEach(Waiter::tell);
  }

  private static void collect(
      ConcurrentHashMap<Place, Set<Waiter>> from, Place place, Set<Waiter> into) {
    from.computeIfPresent(
        place,
        (unused, set) -> {
          into.addAll(set);
          return set;
        });
  }

  /** Number of registrations that were neither told nor closed. */
  int waiting() {
    return waiting.get();
  }

  /** How many registrations were told of a change so far. */
  long woken() {
    return woken.sum();
  }

  /** Number of places somebody waits at; 0 when nobody waits. */
  int size() {
    return waiters.size() + odd.size();
  }
}
