package dev.treaty.agent.cluster;

import java.util.Locale;

/** How a member is, in Serf's words and numbers. */
public enum MemberStatus {
  ALIVE(1),
  LEAVING(2),
  LEFT(3),
  FAILED(4);

  private final int number;

  MemberStatus(int number) {
    this.number = number;
  }

  /** The number in {@code /v1/agent/members}. */
  public int number() {
    return number;
  }

  /** Serf's word for it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it said itself that it goes, or was told to. */
  boolean isGoing() {
    return this == LEAVING || this == LEFT;
  }
}
