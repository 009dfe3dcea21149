package dev.treaty.agent.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * Connect and peering.
 *
 * @param clusterId {@code connect.ca_config.cluster_id}: the trust domain is this and {@code
 *     .consul}; absent: one is made
 * @param tokenLife how long a peering token is good for; zero for ever
 * @param defaultAllow {@code default_intention_policy}: what holds where no intention matches
 */
public record MeshSettings(
    boolean connectEnabled,
    Optional<String> clusterId,
    boolean peeringEnabled,
    Duration tokenLife,
    boolean defaultAllow) {

  public static final MeshSettings DEFAULT =
      new MeshSettings(true, Optional.empty(), true, Duration.ofDays(1), true);

  public MeshSettings withConnectEnabled(boolean on) {
    return new MeshSettings(on, clusterId, peeringEnabled, tokenLife, defaultAllow);
  }

  public MeshSettings withClusterId(String id) {
    return new MeshSettings(
        connectEnabled, Optional.of(id), peeringEnabled, tokenLife, defaultAllow);
  }

  public MeshSettings withPeeringEnabled(boolean on) {
    return new MeshSettings(connectEnabled, clusterId, on, tokenLife, defaultAllow);
  }

  public MeshSettings withTokenLife(Duration life) {
    return new MeshSettings(connectEnabled, clusterId, peeringEnabled, life, defaultAllow);
  }

  public MeshSettings withDefaultAllow(boolean allow) {
    return new MeshSettings(connectEnabled, clusterId, peeringEnabled, tokenLife, allow);
  }
}
