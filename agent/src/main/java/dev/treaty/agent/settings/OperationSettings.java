package dev.treaty.agent.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the agent is operated: its logs, its metrics, its HTTP limits, its end.
 *
 * @param leaveOnTerminate whether SIGTERM leaves the cluster
 * @param skipLeaveOnInterrupt whether SIGINT ends without leaving it
 * @param autoReload whether changed configuration files are read again by themselves
 * @param pidFile where the process id is written while the agent runs
 */
public record OperationSettings(
    LogSettings logs,
    TelemetrySettings telemetry,
    HttpSettings http,
    Optional<Boolean> leaveOnTerminate,
    Optional<Boolean> skipLeaveOnInterrupt,
    boolean autoReload,
    Optional<Path> pidFile) {

  /** What holds where nothing is said. */
  public static final OperationSettings SERVER =
      new OperationSettings(
          LogSettings.DEFAULT,
          TelemetrySettings.DEFAULT,
          HttpSettings.DEFAULT,
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty());

  public OperationSettings withLogs(LogSettings other) {
    return new OperationSettings(
        other, telemetry, http, leaveOnTerminate, skipLeaveOnInterrupt, autoReload, pidFile);
  }

  public OperationSettings withTelemetry(TelemetrySettings other) {
    return new OperationSettings(
        logs, other, http, leaveOnTerminate, skipLeaveOnInterrupt, autoReload, pidFile);
  }

  public OperationSettings withHttp(HttpSettings other) {
    return new OperationSettings(
        logs, telemetry, other, leaveOnTerminate, skipLeaveOnInterrupt, autoReload, pidFile);
  }

  public OperationSettings withLeaveOnTerminate(boolean on) {
    return new OperationSettings(
        logs, telemetry, http, Optional.of(on), skipLeaveOnInterrupt, autoReload, pidFile);
  }

  public OperationSettings withSkipLeaveOnInterrupt(boolean on) {
    return new OperationSettings(
        logs, telemetry, http, leaveOnTerminate, Optional.of(on), autoReload, pidFile);
  }

  /**
   * Whether a signal makes the agent leave its cluster; as in Consul, servers stay members by
   * default and client agents do not.
   *
   * @param terminate SIGTERM, not SIGINT
   */
  public boolean leavesAt(boolean terminate, boolean server) {
    return terminate ? leaveOnTerminate.orElse(!server) : !skipLeaveOnInterrupt.orElse(server);
  }

  public OperationSettings withAutoReload(boolean on) {
    return new OperationSettings(
        logs, telemetry, http, leaveOnTerminate, skipLeaveOnInterrupt, on, pidFile);
  }

  public OperationSettings withPidFile(Path file) {
    return new OperationSettings(
        logs,
        telemetry,
        http,
        leaveOnTerminate,
        skipLeaveOnInterrupt,
        autoReload,
        Optional.of(file));
  }
}
