package dev.treaty.agent.settings;

import static dev.treaty.agent.settings.SettingValue.needCount;
import static dev.treaty.agent.settings.SettingValue.needDuration;
import static dev.treaty.agent.settings.SettingValue.needFlag;
import static dev.treaty.agent.settings.SettingValue.needText;
import static dev.treaty.agent.settings.SettingValue.needTextList;

import dev.treaty.agent.http.Network;
import dev.treaty.agent.settings.SettingValue.WrongSettingException;
import dev.treaty.model.syntax.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Takes the settings of {@link OperationSettings}. */
final class OperationBuilder {

  private static final Set<String> LEVELS = Set.of("trace", "debug", "info", "warn", "error");

  private OperationSettings made;
  private final List<String> blocked = new ArrayList<>();
  private final List<String> writers = new ArrayList<>();

  OperationBuilder(OperationSettings start) {
    this.made = start;
  }

  OperationSettings build() {
    HttpSettings http = made.http();
    return made.withHttp(
        new HttpSettings(
            http.connectionsPerClient(),
            http.handshake(),
            http.maxHeaderBytes(),
            blocked,
            writers,
            http.defaultWait(),
            http.maxWait(),
            http.unprintablePaths()));
  }

  /** Takes a setting if it is one of these. */
  boolean set(String path, Node value) throws WrongSettingException {
    switch (path) {
      case "leave_on_terminate" -> made = made.withLeaveOnTerminate(needFlag(value));
      case "skip_leave_on_interrupt" -> made = made.withSkipLeaveOnInterrupt(needFlag(value));
      case "auto_reload_config" -> made = made.withAutoReload(needFlag(value));
      case "pid_file" -> {
        String file = needText(value);
        if (!file.isEmpty()) {
          made = made.withPidFile(Path.of(file));
        }
      }
      case "telemetry.metrics_prefix" ->
          made =
              made.withTelemetry(
                  new TelemetrySettings(needText(value), made.telemetry().prometheusRetention()));
      case "telemetry.prometheus_retention_time" ->
          made =
              made.withTelemetry(
                  new TelemetrySettings(made.telemetry().prefix(), needDuration(value)));
      // No name of ours holds the host's.
      case "telemetry.disable_hostname" -> needFlag(value);
      case "http_config.block_endpoints" -> blocked.addAll(needTextList(value));
      case "http_config.allow_write_http_from" -> writers.addAll(networks(value));
      default -> {
        return log(path, value) || http(path, value);
      }
    }
    return true;
  }

  private boolean log(String path, Node value) throws WrongSettingException {
    LogSettings logs = made.logs();
    switch (path) {
      case "log_level" -> made = made.withLogs(logs.withLevel(level(needText(value))));
      case "log_json" ->
          logs(logs, needFlag(value), logs.file(), logs.rotateBytes(), logs.rotateEvery());
      case "log_file" -> {
        String file = needText(value);
        // The slash at the end, which makes it a folder, is lost in a path.
        Optional<Path> place =
            file.isEmpty()
                ? Optional.empty()
                : Optional.of(Path.of(file.endsWith("/") ? file + "consul.log" : file));
        logs(logs, logs.json(), place, logs.rotateBytes(), logs.rotateEvery());
      }
      case "log_rotate_bytes" ->
          logs(logs, logs.json(), logs.file(), needCount(value), logs.rotateEvery());
      case "log_rotate_duration" -> {
        Duration every = needDuration(value);
        logs(logs, logs.json(), logs.file(), logs.rotateBytes(), every);
      }
      case "log_rotate_max_files" ->
          made =
              made.withLogs(
                  new LogSettings(
                      logs.level(),
                      logs.json(),
                      logs.file(),
                      logs.rotateBytes(),
                      logs.rotateEvery(),
                      SettingValue.number(value)
                          .orElseThrow(() -> new WrongSettingException("wants a number"))));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void logs(
      LogSettings logs, boolean json, Optional<Path> file, long bytes, Duration every) {
    made = made.withLogs(new LogSettings(logs.level(), json, file, bytes, every, logs.maxFiles()));
  }

  private static String level(String text) throws WrongSettingException {
    String level = text.toLowerCase(Locale.ROOT);
    if (level.equals("err")) {
      return "error";
    }
    if (!LEVELS.contains(level)) {
      throw new WrongSettingException(
          "wants trace, debug, info, warn or error, not \"" + text + "\"");
    }
    return level;
  }

  private boolean http(String path, Node value) throws WrongSettingException {
    HttpSettings http = made.http();
    int clients = http.connectionsPerClient();
    Duration handshake = http.handshake();
    int header = http.maxHeaderBytes();
    Duration defaultWait = http.defaultWait();
    Duration maxWait = http.maxWait();
    boolean unprintable = http.unprintablePaths();
    switch (path) {
      case "limits.http_max_conns_per_client" -> clients = needCount(value);
      case "limits.https_handshake_timeout" -> handshake = needDuration(value);
      case "http_config.max_header_bytes" -> header = needCount(value);
      case "default_query_time" -> defaultWait = needDuration(value);
      case "max_query_time" -> maxWait = needDuration(value);
      case "disable_http_unprintable_char_filter" -> unprintable = needFlag(value);
      default -> {
        return false;
      }
    }
    made =
        made.withHttp(
            new HttpSettings(
                clients,
                handshake,
                header,
                http.blockedEndpoints(),
                http.writersFrom(),
                defaultWait,
                maxWait,
                unprintable));
    return true;
  }

  private static List<String> networks(Node value) throws WrongSettingException {
    List<String> networks = needTextList(value);
    for (String network : networks) {
      if (Network.of(network).isEmpty()) {
        throw new WrongSettingException(
            "wants networks such as \"10.0.0.0/8\", not \"" + network + "\"");
      }
    }
    return networks;
  }
}
