package dev.treaty.agent.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How checks are run, and what services and checks the configuration tells of.
 *
 * @param localScripts whether the configuration may tell of checks that run programs
 * @param remoteScripts whether the API may, too
 * @param updateInterval {@code check_update_interval}: how long output that changes under the same
 *     status may take to the catalog; zero: no time at all
 * @param discardOutput {@code discard_check_output}: keep none of what checks say
 * @param definitions {@code service}, {@code services}, {@code check} and {@code checks}, in order
 */
public record CheckSettings(
    boolean localScripts,
    boolean remoteScripts,
    Duration updateInterval,
    boolean discardOutput,
    List<Definition> definitions) {

  public static final CheckSettings DEFAULT =
      new CheckSettings(false, false, Duration.ofMinutes(5), false, List.of());

  public CheckSettings {
    definitions = List.copyOf(definitions);
  }

  public CheckSettings withScripts(boolean local, boolean remote) {
    return new CheckSettings(local, remote, updateInterval, discardOutput, definitions);
  }

  public CheckSettings withUpdateInterval(Duration interval) {
    return new CheckSettings(localScripts, remoteScripts, interval, discardOutput, definitions);
  }

  public CheckSettings withDiscardOutput(boolean discard) {
    return new CheckSettings(localScripts, remoteScripts, updateInterval, discard, definitions);
  }

  /** The same with more definitions after these. */
  public CheckSettings telling(List<Definition> more) {
    List<Definition> all = new ArrayList<>(definitions);
    all.addAll(more);
    return new CheckSettings(localScripts, remoteScripts, updateInterval, discardOutput, all);
  }
}
