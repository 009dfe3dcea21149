package dev.treaty.agent.check;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Since when which check is critical, to know whose service is overdue. */
public final class CriticalSince {

  /** Consul's smallest and ours. */
  static final Duration SHORTEST = Duration.ofMinutes(1);

  private final Ticker ticker;
  private final Map<String, Long> since = new HashMap<>();

  public CriticalSince(Ticker ticker) {
    this.ticker = ticker;
  }

  /** Notes the state of a check. */
  public synchronized void note(String checkId, String status) {
    if (status.equals(CheckResult.CRITICAL)) {
      since.putIfAbsent(checkId, ticker.nanos());
    } else {
      since.remove(checkId);
    }
  }

  /** Forgets all checks but these. */
  public synchronized void keepOnly(Set<String> checkIds) {
    since.keySet().retainAll(checkIds);
  }

  /** Says whether the check is critical for longer than so long. */
  public synchronized boolean overdue(String checkId, Duration after) {
    Long start = since.get(checkId);
    Duration limit = after.compareTo(SHORTEST) < 0 ? SHORTEST : after;
    return start != null && ticker.nanos() - start > limit.toNanos();
  }
}
