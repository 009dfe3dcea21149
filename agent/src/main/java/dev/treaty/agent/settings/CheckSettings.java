package dev.treaty.agent.settings;

import java.time.Duration;

/**
 * How checks are run.
 *
 * @param localScripts whether the configuration may tell of checks that run programs
 * @param remoteScripts whether the API may, too
 * @param updateInterval {@code check_update_interval}: how long output that changes under the same
 *     status may take to the catalog; zero: no time at all
 * @param discardOutput {@code discard_check_output}: keep none of what checks say
 */
public record CheckSettings(
    boolean localScripts, boolean remoteScripts, Duration updateInterval, boolean discardOutput) {

  public static final CheckSettings DEFAULT =
      new CheckSettings(false, false, Duration.ofMinutes(5), false);

  public CheckSettings withScripts(boolean local, boolean remote) {
    return new CheckSettings(local, remote, updateInterval, discardOutput);
  }

  public CheckSettings withUpdateInterval(Duration interval) {
    return new CheckSettings(localScripts, remoteScripts, interval, discardOutput);
  }

  public CheckSettings withDiscardOutput(boolean discard) {
    return new CheckSettings(localScripts, remoteScripts, updateInterval, discard);
  }
}
