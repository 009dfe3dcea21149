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
import java.util.function.BooleanSupplier;

/**
 * Waits until an expectation is met, and helps a peering on that does not come up by itself.
 *
 * <p>A peering whose rows match but whose token was never redeemed, because someone died between
 * the two calls, stays ESTABLISHING for ever. After a grace a new token is made and redeemed, once;
 * that harms nothing where the two were merely slow.
 */
public final class Settling {
  /**
   * How long a peering may take before it is helped; Consul's own pace of dialling is up to 10 s.
   */
  public static final Duration GRACE = Duration.ofSeconds(12);

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
    return await(plan, expectation, timeout, () -> false);
  }

  /**
   * The same, ended early.
   *
   * @param hasBetterToDo asked between two looks; true ends the wait
   */
  public List<Shortfall> await(
      Plan plan, Expectation expectation, Duration timeout, BooleanSupplier hasBetterToDo) {
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
        missing.stream()
            .map(Shortfall::address)
            .filter(helped::add)
            .forEach(address -> help(plan, address));
      }
      if (stop.stopsWithin(pauses.next()) || hasBetterToDo.getAsBoolean()) {
        return missing;
      }
    }
  }

  /** Makes and redeems a new token for the peering at the address, if it is a stuck one. */
  public void help(Plan plan, String address) {
    for (Change change : plan.kept()) {
      if (change instanceof PeerChange.Keep keep
          && keep.address().equals(address)
          && isStuck(keep)) {
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
