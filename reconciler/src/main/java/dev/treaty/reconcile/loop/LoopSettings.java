package dev.treaty.reconcile.loop;

import java.time.Duration;
import java.util.Optional;

/**
 * How {@code run} goes about its work.
 *
 * @param poll how often the remote is asked
 * @param convergence how long to wait for the peerings after writing
 * @param everything how often to look at everything although nothing said so
 * @param health how often to look at the peerings
 * @param consent the digest of a plan over the deletion cap that may be applied all the same
 */
public record LoopSettings(
    Duration poll,
    Duration convergence,
    Duration everything,
    Duration health,
    Optional<String> consent) {

  public static final LoopSettings DEFAULT =
      new LoopSettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(1),
          Optional.empty());
}
