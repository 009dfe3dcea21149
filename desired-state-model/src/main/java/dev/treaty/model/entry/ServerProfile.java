package dev.treaty.model.entry;

/**
 * The server whose verdict is asked for.
 *
 * @param edition what the server may hold; our own agent is {@link Edition#ENTERPRISE} unless
 *     configured otherwise, because it serves partitions, namespaces and sameness groups
 */
public record ServerProfile(ConsulVersion version, Edition edition) {

  /** Consul 1.16.4 Community Edition: what {@code validate} assumes without a cluster. */
  public static final ServerProfile DEFAULT =
      new ServerProfile(ConsulVersion.of("1.16.4"), Edition.COMMUNITY);

  /** Which of Consul's editions the server behaves as. */
  public enum Edition {
    COMMUNITY,
    ENTERPRISE
  }
}
