package dev.treaty.model.entry;

import dev.treaty.model.schema.Gate;

/**
 * The server whose verdict is asked for.
 *
 * @param edition what the server may hold; our own agent is {@link Edition#ENTERPRISE} unless
 *     configured otherwise, because it serves partitions, namespaces and sameness groups
 */
public record ServerProfile(ConsulVersion version, Edition edition) implements Gate {

  /** Consul 1.16.4 Community Edition: what {@code validate} assumes without a cluster. */
  public static final ServerProfile DEFAULT =
      new ServerProfile(ConsulVersion.of("1.16.4"), Edition.COMMUNITY);

  @Override
  public boolean atLeast(int major, int minor, int patch) {
    return version.isAtLeast(major, minor, patch);
  }

  @Override
  public boolean enterprise() {
    return edition == Edition.ENTERPRISE;
  }

  /** Which of Consul's editions the server behaves as. */
  public enum Edition {
    COMMUNITY,
    ENTERPRISE
  }
}
