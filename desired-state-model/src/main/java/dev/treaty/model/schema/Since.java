package dev.treaty.model.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * The first release that knows something, and the releases of older lines that got it too.
 *
 * @param backports the first release of each older line that has it
 */
public record Since(int major, int minor, int patch, List<Since> backports) {

  /** Known to every release. */
  public static final Since ALWAYS = of(0, 0, 0);

  public Since {
    backports = List.copyOf(backports);
  }

  public static Since of(int major, int minor, int patch) {
    return new Since(major, minor, patch, List.of());
  }

  /** This, and an older line that has it from some release on. */
  public Since or(int olderMajor, int olderMinor, int olderPatch) {
    List<Since> more = new ArrayList<>(backports);
    more.add(of(olderMajor, olderMinor, olderPatch));
    return new Since(major, minor, patch, more);
  }

  public boolean isReachedBy(Gate server) {
    return server.atLeast(major, minor, patch)
        || backports.stream()
            .anyMatch(line ->
                server.atLeast(line.major, line.minor, line.patch)
                    && !server.atLeast(line.major, line.minor + 1, 0));
  }

  /** Whether it was not there from the beginning. */
  public boolean isLater() {
    return !equals(ALWAYS);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
