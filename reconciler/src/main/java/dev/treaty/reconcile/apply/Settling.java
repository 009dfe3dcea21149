package dev.treaty.reconcile.apply;

import dev.treaty.diff.Change;
import dev.treaty.diff.ChangeReason;
import dev.treaty.diff.PeerChange;
import dev.treaty.diff.PeerSide;
import dev.treaty.diff.Plan;
import dev.treaty.model.live.LivePeering;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Waits until an expectation is met, and helps a peering on that does not come up by itself.
 *
 * <p>A peering whose rows match but whose token was never redeemed, because someone died between
 * the two calls, stays ESTABLISHING for ever. After a grace a new token is made and redeemed, once;
 * that harms nothing where the two were merely slow.
 */
public final class Settling {
  /** Consul's own pace of dialling is up to 10 s. */
  private static final Duration GRACE = Duration.ofSeconds(12);

  private final Convergence convergence;
  private final PeeringFlow flow;
  private final InstantSource clock;
  private final StopSignal stop;

  public Settling(Convergence convergence, PeeringFlow flow, InstantSource clock, StopSignal stop) {
    this.convergence = convergence;
    this.flow = flow;
    this.clock = clock;
    this.stop = stop;
  }

  /** What is still missing when it ended; empty when converged. */
  public List<Shortfall> await(Plan plan, Expectation expectation, Duration timeout) {
    Instant start = clock.instant();
    Backoff pauses = new Backoff(Duration.ofMillis(5), Duration.ofMillis(250));
    Set<String> helped = new HashSet<>();
    while (true) {
      List<Shortfall> missing = convergence.look(expectation);
      Duration waited = Duration.between(start, clock.instant());
      if (missing.isEmpty() || waited.compareTo(timeout) >= 0) {
        return missing;
      }
      if (waited.compareTo(GRACE) > 0) {
        missing.forEach(shortfall -> help(plan, shortfall, helped));
      }
      if (stop.stopsWithin(pauses.next())) {
        return missing;
      }
    }
  }

  private void help(Plan plan, Shortfall shortfall, Set<String> helped) {
    for (Change change : plan.kept()) {
      if (change instanceof PeerChange.Keep keep
          && keep.address().equals(shortfall.address())
          && isStuck(keep)
          && helped.add(keep.address())) {
        flow.run(again(keep));
      }
    }
  }

  private static boolean isStuck(PeerChange.Keep keep) {
    return keep.acceptor().row().map(row -> !row.isActive()).orElse(false)
        && keep.dialer().row().map(row -> !row.isActive()).orElse(false);
  }

  private static PeerChange again(PeerChange.Keep keep) {
    return new PeerChange.Establish(
        keep.address(),
        keep.acceptor(),
        keep.dialer(),
        List.<PeerSide>of(),
        // The rows keep the marks they have.
        Optional.of(keep.dialer())
            .flatMap(PeerSide::row)
            .map(LivePeering::meta)
            .orElse(java.util.Map.of()),
        ChangeReason.NEVER_ESTABLISHED,
        keep.at(),
        "");
  }
}
