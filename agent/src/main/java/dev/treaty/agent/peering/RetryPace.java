package dev.treaty.agent.peering;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a dialer pauses after a failure. Quicker than Consul's, which starts at two seconds,
 * ends at 64 and never forgets a failure however long the stream held since (peering-protocol.md
 * §4.5).
 */
final class RetryPace {

  /** A stream that held this long was no failure. */
  static final Duration HEALTHY = Duration.ofSeconds(10);

  private static final long FIRST = 100;
  private static final long MOST = 15_000;
  private static final long FIRST_NOT_LEADER = 10;
  private static final long MOST_NOT_LEADER = 1_000;

  private RetryPace() {}

  /**
   * The pause, with jitter so that many dialers do not come back at once.
   *
   * @param failures how many there were in a row, from 1
   * @param notLeader the address was good but another server leads: ask the next one soon
   */
  static Duration after(int failures, boolean notLeader, RandomGenerator random) {
    long first = notLeader ? FIRST_NOT_LEADER : FIRST;
    long most = notLeader ? MOST_NOT_LEADER : MOST;
    long pause = Math.min(most, first << Math.min(failures - 1, 20));
    return Duration.ofMillis(pause + random.nextLong(pause / 4 + 1));
  }
}
