package dev.treaty.model.entry;

import java.util.Comparator;

/**
 * A Consul release number; suffixes such as {@code -dev} or {@code +ent} do not take part in the
 * order.
 */
public record ConsulVersion(int major, int minor, int patch) implements Comparable<ConsulVersion> {

  private static final Comparator<ConsulVersion> ORDER =
      Comparator.comparingInt(ConsulVersion::major)
          .thenComparingInt(ConsulVersion::minor)
          .thenComparingInt(ConsulVersion::patch);

  /**
   * Reads {@code 1.16.4}, {@code v1.16}, {@code 2.1.0-dev} or {@code 1.16.4+ent}.
   *
   * @throws IllegalArgumentException if it does not begin with a number
   */
  public static ConsulVersion of(String text) {
    String core = text.startsWith("v") ? text.substring(1) : text;
    String[] parts = core.split("[-+]", 2)[0].split("\\.");
    if (parts.length == 0 || parts.length > 4) {
      throw new IllegalArgumentException("not a Consul version: " + text);
    }
    int[] numbers = new int[3];
    for (int i = 0; i < Math.min(3, parts.length); i++) {
      try {
        numbers[i] = Integer.parseInt(parts[i]);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("not a Consul version: " + text, e);
      }
    }
    return new ConsulVersion(numbers[0], numbers[1], numbers[2]);
  }

  public boolean isAtLeast(int otherMajor, int otherMinor, int otherPatch) {
    return compareTo(new ConsulVersion(otherMajor, otherMinor, otherPatch)) >= 0;
  }

  @Override
  public int compareTo(ConsulVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
