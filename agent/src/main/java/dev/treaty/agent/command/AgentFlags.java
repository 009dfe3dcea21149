package dev.treaty.agent.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The flags of {@code consul agent}: each stands for a setting, as if a file said it. */
final class AgentFlags {

  /** What a flag's value is. */
  enum Kind {
    TEXT,
    /** True by itself, or {@code -name=false}. */
    SWITCH,
    /** May be given again; stands before what the files list. */
    LIST,
    /** {@code key:value}, may be given again. */
    PAIR
  }

  /**
   * One flag.
   *
   * @param setting the key of the configuration
   */
  record Flag(String name, Kind kind, String setting, String label, String help) {}

  /** One value of one flag. */
  record Given(Flag flag, String value) {}

  static final List<Flag> ALL =
      List.of(
          text("advertise", "advertise_addr", "ADDRESS", "Address peers and servers are told."),
          text("advertise-wan", "advertise_addr_wan", "ADDRESS", "Known, not used yet."),
          text("alt-domain", "alt_domain", "NAME", "Known, not used yet."),
          list(
              "allow-write-http-from",
              "http_config.allow_write_http_from",
              "CIDR",
              "Network that writes are taken from."),
          flag("auto-reload-config", "auto_reload_config", "Read changed files again by itself."),
          text("bind", "bind_addr", "ADDRESS", "Address peers and servers reach this agent at."),
          flag("bootstrap", "bootstrap", "A server that is its own cluster."),
          text("bootstrap-expect", "bootstrap_expect", "N", "Number of servers to wait for."),
          text("check_output_max_size", "check_output_max_size", "BYTES", "Known, not used yet."),
          text("client", "client_addr", "ADDRESS", "Address of the HTTP API; 127.0.0.1."),
          text("data-dir", "data_dir", "DIR", "Where the state is kept."),
          text("datacenter", "datacenter", "NAME", "Datacenter of this agent; dc1."),
          text(
              "default-query-time",
              "default_query_time",
              "DURATION",
              "How long a blocking query waits that does not say."),
          flag("disable-host-node-id", "disable_host_node_id", "As ever: IDs are random."),
          flag("disable-keyring-file", "disable_keyring_file", "As ever: there is none."),
          text("dns-port", "ports.dns", "PORT", "Nothing listens there yet."),
          text("domain", "domain", "NAME", "Known, not used yet."),
          flag(
              "enable-local-script-checks",
              "enable_local_script_checks",
              "Run script checks of the configuration."),
          flag("enable-script-checks", "enable_script_checks", "Run script checks."),
          text("encrypt", "encrypt", "KEY", "The servers' common secret."),
          text("grpc-port", "ports.grpc", "PORT", "Nothing listens there yet."),
          text("grpc-tls-port", "ports.grpc_tls", "PORT", "Port peers dial."),
          text("http-port", "ports.http", "PORT", "Port of the HTTP API; 0 picks a free one."),
          text("https-port", "ports.https", "PORT", "Port of the HTTP API with TLS."),
          list("join", "start_join", "ADDRESS", "Old name of -retry-join."),
          list("join-wan", "start_join_wan", "ADDRESS", "Old name of -retry-join-wan."),
          text("log-file", "log_file", "FILE", "Also log to this file."),
          flag("log-json", "log_json", "Log JSON, one object a line."),
          text("log-level", "log_level", "LEVEL", "trace, debug, info, warn or error."),
          text("log-rotate-bytes", "log_rotate_bytes", "BYTES", "A new log file after so much."),
          text(
              "log-rotate-duration",
              "log_rotate_duration",
              "DURATION",
              "A new log file after this time; 24h."),
          text(
              "log-rotate-max-files",
              "log_rotate_max_files",
              "N",
              "How many old log files stay; 0 for all."),
          text(
              "max-query-time",
              "max_query_time",
              "DURATION",
              "How long a blocking query may wait."),
          text("node", "node_name", "NAME", "Name of this node; the host's name by default."),
          text("node-id", "node_id", "UUID", "ID of this node."),
          new Flag("node-meta", Kind.PAIR, "node_meta", "KEY:VALUE", "Metadata of this node."),
          flag("non-voting-server", "read_replica", "Old name of -read-replica."),
          text("pid-file", "pid_file", "FILE", "Write the process id to this file."),
          text("ports-file", "ports_file", "FILE", "Write the ports that were opened to it."),
          list("primary-gateway", "primary_gateways", "ADDRESS", "Known, refused."),
          text("protocol", "protocol", "N", "Known, without meaning here."),
          text("raft-protocol", "raft_protocol", "N", "Known, without meaning here."),
          flag("read-replica", "read_replica", "Known, refused."),
          list("recursor", "recursors", "ADDRESS", "Known, not used yet."),
          flag("rejoin", "rejoin_after_leave", "Join again after a leave."),
          text("retry-interval", "retry_interval", "DURATION", "Time between attempts to join."),
          text("retry-interval-wan", "retry_interval_wan", "DURATION", "Known, not used yet."),
          list("retry-join", "retry_join", "ADDRESS", "A server to join, until it is there."),
          list("retry-join-wan", "retry_join_wan", "ADDRESS", "Known, refused."),
          text("retry-max", "retry_max", "N", "Most attempts to join; 0 for no end."),
          text("retry-max-wan", "retry_max_wan", "N", "Known, not used yet."),
          text("segment", "segment", "NAME", "Known, refused."),
          list("serf-lan-allowed-cidrs", "serf_lan_allowed_cidrs", "CIDR", "Known, refused."),
          text("serf-lan-bind", "serf_lan", "ADDRESS", "Where members are listened for."),
          text("serf-lan-port", "ports.serf_lan", "PORT", "Port of the members."),
          list("serf-wan-allowed-cidrs", "serf_wan_allowed_cidrs", "CIDR", "Known, refused."),
          text("serf-wan-bind", "serf_wan", "ADDRESS", "Known, not used yet."),
          text("serf-wan-port", "ports.serf_wan", "PORT", "Nothing listens there yet."),
          flag("server", "server", "Be a server."),
          text("server-port", "ports.server", "PORT", "Port of the servers among themselves."),
          flag("syslog", "enable_syslog", "Known, not used yet."),
          flag("ui", "ui_config.enabled", "Known; there is no user interface yet."),
          text("ui-content-path", "ui_config.content_path", "PATH", "Known, not used yet."),
          text("ui-dir", "ui_config.dir", "DIR", "Known, not used yet."));

  private AgentFlags() {}

  private static Flag text(String name, String setting, String label, String help) {
    return new Flag(name, Kind.TEXT, setting, label, help);
  }

  private static Flag list(String name, String setting, String label, String help) {
    return new Flag(name, Kind.LIST, setting, label, help);
  }

  private static Flag flag(String name, String setting, String help) {
    return new Flag(name, Kind.SWITCH, setting, "", help);
  }

  /** Adds all flags to a command. */
  static void addTo(CommandSpec command) {
    for (Flag flag : ALL) {
      OptionSpec.Builder option =
          OptionSpec.builder("-" + flag.name(), "--" + flag.name()).description(flag.help());
      switch (flag.kind()) {
        case SWITCH ->
            option.type(String.class).arity("0..1").fallbackValue("true").paramLabel("true|false");
        case TEXT -> option.type(String.class).arity("1").paramLabel(flag.label());
        case LIST, PAIR ->
            option
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel(flag.label());
      }
      command.addOption(option.build());
    }
  }

  /** What was given on the command line. */
  static List<Given> given(ParseResult parsed) {
    Map<String, Flag> byName = new HashMap<>();
    ALL.forEach(flag -> byName.put("-" + flag.name(), flag));
    List<Given> given = new ArrayList<>();
    for (OptionSpec option : parsed.matchedOptions()) {
      Flag flag = byName.get(option.shortestName());
      Object value = option.getValue();
      if (flag == null || value == null) {
        continue;
      }
      List<?> values = value instanceof List<?> several ? several : List.of(value);
      values.forEach(one -> given.add(new Given(flag, String.valueOf(one))));
    }
    return given;
  }

  /** The value of a pair flag, split at its first colon. */
  static Map.Entry<String, String> pair(String value) {
    int colon = value.indexOf(':');
    return colon < 0
        ? Map.entry(value, "")
        : Map.entry(value.substring(0, colon), value.substring(colon + 1));
  }
}
