package dev.treaty.agent.cluster;

import java.time.Duration;

/**
 * How often members speak and how long their silence is borne.
 *
 * @param heartbeat between two hellos
 * @param failAfter of silence a member is taken for failed
 * @param call how long one hello may take
 * @param firstRetry the pause after the first address that did not answer; it doubles up to {@code
 *     retry_interval}
 * @param leftFor how long a member that left is remembered
 */
public record Pace(
    Duration heartbeat, Duration failAfter, Duration call, Duration firstRetry, Duration leftFor) {

  public static final Pace DEFAULT =
      new Pace(
          Duration.ofSeconds(1),
          Duration.ofSeconds(6),
          Duration.ofSeconds(3),
          Duration.ofMillis(500),
          Duration.ofHours(24));
}
