package dev.treaty.agent.connect;

import java.security.SecureRandom;
import java.util.UUID;

/** Random (version 4) UUIDs from a given source: 122 bits. */
public final class RandomUuid {

  private RandomUuid() {}

  /** The next one. */
  public static String next(SecureRandom random) {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
