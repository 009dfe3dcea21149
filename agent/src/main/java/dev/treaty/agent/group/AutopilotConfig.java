package dev.treaty.agent.group;

import dev.treaty.agent.settings.ClusterSettings;
import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.Row;
import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.Stored;
import dev.treaty.agent.store.TableId;
import java.time.Duration;
import java.util.Optional;

/** How autopilot was told to act, over the API. Durations are kept as nanoseconds. */
record AutopilotConfig(
    boolean cleanupDeadServers,
    long lastContactThresholdNanos,
    long maxTrailingLogs,
    int minQuorum,
    long serverStabilizationNanos,
    String redundancyZoneTag,
    boolean disableUpgradeMigration,
    String upgradeVersionTag)
    implements Row {

  static final TableId<AutopilotConfig> TABLE =
      new TableId<>("autopilot-config", AutopilotConfig.class);
  static final String KEY = "config";

  static AutopilotConfig of(ClusterSettings.Autopilot settings) {
    return new AutopilotConfig(
        settings.cleanupDeadServers(),
        settings.lastContactThreshold().toNanos(),
        settings.maxTrailingLogs(),
        settings.minQuorum(),
        settings.stabilizationTime().toNanos(),
        "",
        false,
        "");
  }

  Duration lastContactThreshold() {
    return Duration.ofNanos(lastContactThresholdNanos);
  }

  Duration serverStabilizationTime() {
    return Duration.ofNanos(serverStabilizationNanos);
  }

  /**
   * Replaces it.
   *
   * @param expected its index before, 0 where there was none; absent: whatever it is
   */
  record Put(AutopilotConfig config, Optional<Long> expected) implements Command<Boolean> {

    @Override
    public Boolean apply(StateWriter writer) {
      long index = writer.get(TABLE, KEY).map(Stored::modifyIndex).orElse(0L);
      if (expected.isPresent() && expected.get() != index) {
        return false;
      }
      writer.put(TABLE, KEY, config);
      return true;
    }
  }
}
