package dev.treaty.agent.settings;

import static dev.treaty.agent.settings.SettingValue.needDuration;
import static dev.treaty.agent.settings.SettingValue.needFlag;
import static dev.treaty.agent.settings.SettingValue.needText;
import static dev.treaty.agent.settings.SettingValue.needTextList;

import dev.treaty.agent.http.Secret;
import dev.treaty.agent.settings.ClusterSettings.Autopilot;
import dev.treaty.agent.settings.ClusterSettings.Files;
import dev.treaty.agent.settings.ClusterSettings.Join;
import dev.treaty.agent.settings.ClusterSettings.Timing;
import dev.treaty.agent.settings.ClusterSettings.Trust;
import dev.treaty.agent.settings.SettingValue.WrongSettingException;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.syntax.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Takes the settings that speak of other agents. */
final class ClusterBuilder {

  private ClusterSettings settings;
  private Optional<Boolean> server = Optional.empty();
  private final Set<String> retry = new LinkedHashSet<>();
  private final Set<String> start = new LinkedHashSet<>();
  private Files internal = Files.NONE;
  private Files defaults = Files.NONE;

  ClusterBuilder(ClusterSettings start) {
    this.settings = start;
  }

  /** Takes a setting if it is one of these. */
  boolean set(String path, Node value) throws WrongSettingException {
    if (path.startsWith("autopilot.")) {
      settings = settings.withAutopilot(autopilot(path.substring(10), value));
      return true;
    }
    if (path.startsWith("tls.internal_rpc.")) {
      internal = file(internal, path.substring(17), value);
      return true;
    }
    Join join = settings.join();
    Timing timing = settings.timing();
    switch (path) {
      case "server" -> server = Optional.of(needFlag(value));
      case "bootstrap" -> settings = settings.withBootstrap(needFlag(value));
      case "bootstrap_expect" -> settings = settings.withExpect(count(value));
      case "retry_join" -> retry.addAll(addresses(value));
      case "start_join" -> start.addAll(addresses(value));
      case "retry_interval" ->
          settings =
              settings.withJoin(
                  new Join(join.retry(), join.start(), needDuration(value), join.max()));
      case "retry_max" ->
          settings =
              settings.withJoin(
                  new Join(join.retry(), join.start(), join.interval(), count(value)));
      case "encrypt" -> encrypt(needText(value));
      case "performance.rpc_hold_timeout" ->
          settings =
              settings.withTiming(
                  new Timing(needDuration(value), timing.raftMultiplier(), timing.reconnect()));
      case "performance.raft_multiplier" ->
          settings =
              settings.withTiming(new Timing(timing.hold(), multiplier(value), timing.reconnect()));
      case "reconnect_timeout" ->
          settings =
              settings.withTiming(
                  new Timing(timing.hold(), timing.raftMultiplier(), reconnect(value)));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** What {@code tls.defaults} and the old top-level keys say holds here too. */
  void defaults(String path, Node value) throws WrongSettingException {
    defaults = file(defaults, path.substring(path.lastIndexOf('.') + 1), value);
  }

  private static Files file(Files files, String name, Node value) throws WrongSettingException {
    if (name.equals("verify_server_hostname")) {
      return new Files(files.ca(), files.certificate(), files.key(), needFlag(value));
    }
    String text = needText(value);
    Optional<Path> file = text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    return switch (name) {
      case "ca_file" -> new Files(file, files.certificate(), files.key(), files.verifyHostname());
      case "cert_file" -> new Files(files.ca(), file, files.key(), files.verifyHostname());
      case "key_file" -> new Files(files.ca(), files.certificate(), file, files.verifyHostname());
      default -> throw new IllegalStateException("settings.txt says use, but nobody does: " + name);
    };
  }

  private static List<String> addresses(Node value) throws WrongSettingException {
    List<String> texts = needTextList(value);
    for (String text : texts) {
      if (text.isBlank() || text.contains("provider=")) {
        throw new WrongSettingException(
            "wants host names or addresses, with or without a port; clouds are not asked: \""
                + text
                + "\"");
      }
    }
    return texts;
  }

  private static int count(Node value) throws WrongSettingException {
    OptionalInt number = SettingValue.number(value);
    if (number.isEmpty() || number.getAsInt() < 0) {
      throw new WrongSettingException("wants a number, 0 or more");
    }
    return number.getAsInt();
  }

  private static int multiplier(Node value) throws WrongSettingException {
    int number = count(value);
    if (number < 1 || number > 10) {
      throw new WrongSettingException("wants a number from 1 to 10");
    }
    return number;
  }

  private static Duration reconnect(Node value) throws WrongSettingException {
    Duration asked = needDuration(value);
    if (asked.compareTo(Duration.ofHours(8)) < 0) {
      throw new WrongSettingException("wants 8h or more");
    }
    return asked;
  }

  private void encrypt(String text) throws WrongSettingException {
    if (!text.isEmpty()) {
      int length;
      try {
        length = Base64.getDecoder().decode(text).length;
      } catch (IllegalArgumentException e) {
        throw new WrongSettingException("wants base64, as `treaty keygen` prints it");
      }
      if (length != 16 && length != 24 && length != 32) {
        throw new WrongSettingException(
            "wants base64 of 16, 24 or 32 bytes, as `treaty keygen` prints it");
      }
    }
    settings = settings.withTrust(new Trust(new Secret(text), settings.trust().files()));
  }

  private Autopilot autopilot(String name, Node value) throws WrongSettingException {
    Autopilot old = settings.autopilot();
    return switch (name) {
      case "cleanup_dead_servers" ->
          new Autopilot(
              needFlag(value),
              old.lastContactThreshold(),
              old.maxTrailingLogs(),
              old.minQuorum(),
              old.stabilizationTime());
      case "last_contact_threshold" ->
          new Autopilot(
              old.cleanupDeadServers(),
              needDuration(value),
              old.maxTrailingLogs(),
              old.minQuorum(),
              old.stabilizationTime());
      case "max_trailing_logs" ->
          new Autopilot(
              old.cleanupDeadServers(),
              old.lastContactThreshold(),
              count(value),
              old.minQuorum(),
              old.stabilizationTime());
      case "min_quorum" ->
          new Autopilot(
              old.cleanupDeadServers(),
              old.lastContactThreshold(),
              old.maxTrailingLogs(),
              count(value),
              old.stabilizationTime());
      case "server_stabilization_time" ->
          new Autopilot(
              old.cleanupDeadServers(),
              old.lastContactThreshold(),
              old.maxTrailingLogs(),
              old.minQuorum(),
              needDuration(value));
      default -> throw new IllegalStateException("settings.txt says use, but nobody does: " + name);
    };
  }

  /**
   * The whole, with what only the whole can say.
   *
   * @param bindAddress where what agents say to each other is heard
   */
  ClusterSettings build(String bindAddress, List<Diagnostic> diagnostics) {
    Join join = settings.join();
    List<String> sought = new ArrayList<>(join.retry());
    sought.addAll(retry);
    List<String> once = new ArrayList<>(join.start());
    once.addAll(start);
    boolean alone = settings.bootstrap() || settings.expect() > 0;
    // As in Consul, an agent that is only told whom to join is a client.
    boolean isServer =
        server.orElse(settings.server() && (alone || (sought.isEmpty() && once.isEmpty())));
    ClusterSettings built =
        settings
            .withServer(isServer)
            .withJoin(new Join(sought, once, join.interval(), join.max()))
            .withTrust(new Trust(settings.trust().encrypt(), internal.over(defaults)));
    if (!isServer && alone) {
      String what = settings.bootstrap() ? "'bootstrap = true'" : "'bootstrap_expect > 0'";
      refuse(diagnostics, what + " requires 'server = true'");
    }
    if (settings.bootstrap() && settings.expect() > 1) {
      refuse(diagnostics, "'bootstrap_expect > 0' and 'bootstrap = true' are mutually exclusive");
    }
    if (built.isSeveral() && !built.trust().isGiven() && !ClusterSettings.isLoopback(bindAddress)) {
      refuse(
          diagnostics,
          "agents that speak with each other need a shared secret: set encrypt on all of them to"
              + " the one line that `treaty keygen` prints, or give certificates in"
              + " tls { internal_rpc { ca_file, cert_file, key_file } }; bind_addr "
              + bindAddress
              + " is not loopback");
    }
    return built;
  }

  private static void refuse(List<Diagnostic> diagnostics, String message) {
    diagnostics.add(Diagnostic.error(DiagnosticCode.INVALID_SETTING.id(), message));
  }
}
