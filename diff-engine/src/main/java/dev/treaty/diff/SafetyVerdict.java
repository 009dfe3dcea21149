package dev.treaty.diff;

import dev.treaty.model.peering.ClusterName;
import java.util.List;

/**
 * How much of what we own a plan would delete, per cluster and kind.
 *
 * @param shares every cluster and kind of which something is deleted, in order
 */
public record SafetyVerdict(List<Share> shares) {

  public static final SafetyVerdict NOTHING_DELETED = new SafetyVerdict(List.of());

  public SafetyVerdict {
    shares = List.copyOf(shares);
  }

  /**
   * One cluster's objects of one kind; {@code peering} is a kind.
   *
   * @param owned how many are ours before the run
   * @param deleted how many of them would go
   * @param exceeded whether that is over the cap
   */
  public record Share(
      ClusterName cluster,
      String kind,
      int owned,
      int deleted,
      int limitPercent,
      boolean exceeded) {}

  /** Whether some cap is exceeded: nothing may be written without consent. */
  public boolean isExceeded() {
    return shares.stream().anyMatch(Share::exceeded);
  }

  public List<Share> exceeded() {
    return shares.stream().filter(Share::exceeded).toList();
  }
}
