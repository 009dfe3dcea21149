package dev.treaty.agent.command;

import dev.treaty.agent.CannotStartException;
import dev.treaty.agent.TreatyAgent;
import dev.treaty.agent.feature.AgentHost;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.settings.SettingsVerdict;
import dev.treaty.agent.store.DamagedStoreException;
import dev.treaty.agent.store.StoreUnavailableException;
import dev.treaty.model.diagnostic.Diagnostic;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs an agent until it is told to end. */
@Command(
    name = "agent",
    description = "Run an agent: Consul's HTTP API, peering and CA, with its state in one folder.",
    mixinStandardHelpOptions = true)
public final class AgentCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(AgentCommand.class);

  private final Consumer<String> logLevel;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-config-file", "--config-file"},
      paramLabel = "FILE",
      description = "Configuration file, HCL or JSON; may be given again, later over earlier.")
  private List<Path> configFiles = new ArrayList<>();

  @Option(
      names = {"-config-dir", "--config-dir"},
      paramLabel = "DIR",
      description = "Folder whose .hcl and .json files are read in the order of their names.")
  private List<Path> configDirs = new ArrayList<>();

  @Option(
      names = {"-dev", "--dev"},
      description = "Keep everything in memory and listen on loopback only.")
  private boolean dev;

  @Option(
      names = {"-data-dir", "--data-dir"},
      paramLabel = "DIR",
      description = "Where the state is kept.")
  private String dataDir = "";

  @Option(
      names = {"-ports-file", "--ports-file"},
      paramLabel = "FILE",
      description = "Write the ports that were opened to this file, as JSON.")
  private String portsFile = "";

  @Option(
      names = {"-node", "--node"},
      paramLabel = "NAME",
      description = "Name of this node; the host's name by default.")
  private String node = "";

  @Option(
      names = {"-node-id", "--node-id"},
      paramLabel = "UUID",
      description = "ID of this node.")
  private String nodeId = "";

  @Option(
      names = {"-datacenter", "--datacenter"},
      paramLabel = "NAME",
      description = "Datacenter of this agent; dc1 by default.")
  private String datacenter = "";

  @Option(
      names = {"-bind", "--bind"},
      paramLabel = "ADDRESS",
      description = "Address peers reach this agent at.")
  private String bind = "";

  @Option(
      names = {"-advertise", "--advertise"},
      paramLabel = "ADDRESS",
      description = "Address peers are told, where it is not the one bound to.")
  private String advertise = "";

  @Option(
      names = {"-client", "--client"},
      paramLabel = "ADDRESS",
      description = "Address of the HTTP API; 127.0.0.1 by default.")
  private String client = "";

  @Option(
      names = {"-http-port", "--http-port"},
      paramLabel = "PORT",
      description = "Port of the HTTP API: 0 picks a free one.")
  private String httpPort = "";

  @Option(
      names = {"-https-port", "--https-port"},
      paramLabel = "PORT",
      description = "Port of the HTTPS API.")
  private String httpsPort = "";

  @Option(
      names = {"-grpc-port", "--grpc-port"},
      paramLabel = "PORT",
      description = "Accepted; nothing listens there yet.")
  private String grpcPort = "";

  @Option(
      names = {"-grpc-tls-port", "--grpc-tls-port"},
      paramLabel = "PORT",
      description = "Port peers dial.")
  private String grpcTlsPort = "";

  @Option(
      names = {"-dns-port", "--dns-port"},
      paramLabel = "PORT",
      description = "Accepted; nothing listens there yet.")
  private String dnsPort = "";

  @Option(
      names = {"-server-port", "--server-port"},
      paramLabel = "PORT",
      description = "Accepted; shown by status/leader.")
  private String serverPort = "";

  @Option(
      names = {"-serf-lan-port", "--serf-lan-port"},
      paramLabel = "PORT",
      description = "Accepted; nothing listens there yet.")
  private String serfLanPort = "";

  @Option(
      names = {"-serf-wan-port", "--serf-wan-port"},
      paramLabel = "PORT",
      description = "Accepted; nothing listens there yet.")
  private String serfWanPort = "";

  @Option(
      names = {"-server", "--server"},
      description = "Accepted: this agent always is a server.")
  private boolean server;

  @Option(
      names = {"-bootstrap", "--bootstrap"},
      description = "Accepted: this agent always is its own cluster.")
  private boolean bootstrap;

  @Option(
      names = {"-bootstrap-expect", "--bootstrap-expect"},
      paramLabel = "N",
      description = "Accepted if 1.")
  private String bootstrapExpect = "";

  @Option(
      names = {"-ui", "--ui"},
      description = "Accepted; there is no user interface yet.")
  private boolean ui;

  @Option(
      names = {"-log-level", "--log-level"},
      paramLabel = "LEVEL",
      description = "trace, debug, info, warn or error.")
  private String logLevelFlag = "";

  /**
   * A command in a process whose log level can be changed.
   *
   * @param logLevel takes a level, now and at each reload
   */
  public AgentCommand(Consumer<String> logLevel) {
    this.logLevel = logLevel;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    SettingsVerdict verdict = settings();
    verdict.diagnostics().forEach(diagnostic -> print(err, diagnostic));
    AgentSettings settings = verdict.settings();
    if (!verdict.isUsable()) {
      return 1;
    }
    if (settings.dataDir().isEmpty() && !dev) {
      err.println("agent: data_dir is not set: say -data-dir DIR, or -dev to keep nothing");
      return 1;
    }
    logLevel.accept(settings.logLevel());
    return run(settings, err);
  }

  private int run(AgentSettings settings, PrintWriter err) {
    CountDownLatch told = new CountDownLatch(1);
    AgentHost host =
        new AgentHost() {
          @Override
          public void leave() {
            told.countDown();
          }

          @Override
          public Optional<String> reload() {
            return reloadOver(settings);
          }
        };
    try {
      TreatyAgent agent = TreatyAgent.start(settings, InstantSource.system(), host);
      // Signals reach a JVM as its shutdown: the hook is where the agent ends.
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .name("agent-end")
                  .unstarted(() -> {
                    agent.close();
                    told.countDown();
                  }));
      told.await();
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } catch (StoreUnavailableException | DamagedStoreException | CannotStartException e) {
      err.println("agent: " + e.getMessage());
      return 1;
    }
  }

  /** Takes what can change while the agent runs, and says what only a new start would take. */
  private Optional<String> reloadOver(AgentSettings started) {
    SettingsVerdict verdict = settings();
    if (!verdict.isUsable()) {
      StringWriter text = new StringWriter();
      PrintWriter lines = new PrintWriter(text);
      verdict.diagnostics().stream()
          .filter(Diagnostic::isError)
          .forEach(diagnostic -> print(lines, diagnostic));
      return Optional.of("Failed reloading configuration: " + text.toString().strip());
    }
    AgentSettings read = verdict.settings();
    logLevel.accept(read.logLevel());
    LOG.info("the configuration was read again, log level {}", read.logLevel());
    if (!read.withLogLevel(started.logLevel()).equals(started)) {
      LOG.warn("settings other than log_level changed: they take effect at the next start");
    }
    return Optional.empty();
  }

  private SettingsVerdict settings() {
    SettingsSources sources = new SettingsSources(start());
    configFiles.forEach(sources::file);
    configDirs.forEach(sources::folder);
    sources.flags(flags());
    return sources.verdict();
  }

  private AgentSettings start() {
    String name = hostName();
    AgentSettings devSettings = AgentSettings.dev(name);
    return dev ? devSettings : AgentSettings.server(name);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** The flags as the settings they stand for. */
  private List<Map.Entry<String, String>> flags() {
    List<Map.Entry<String, String>> flags = new ArrayList<>();
    add(flags, "data_dir", dataDir);
    add(flags, "ports_file", portsFile);
    add(flags, "node_name", node);
    add(flags, "node_id", nodeId);
    add(flags, "datacenter", datacenter);
    add(flags, "bind_addr", bind);
    add(flags, "advertise_addr", advertise);
    add(flags, "client_addr", client);
    add(flags, "ports.http", httpPort);
    add(flags, "ports.https", httpsPort);
    add(flags, "ports.grpc", grpcPort);
    add(flags, "ports.grpc_tls", grpcTlsPort);
    add(flags, "ports.dns", dnsPort);
    add(flags, "ports.server", serverPort);
    add(flags, "ports.serf_lan", serfLanPort);
    add(flags, "ports.serf_wan", serfWanPort);
    add(flags, "bootstrap_expect", bootstrapExpect);
    add(flags, "log_level", logLevelFlag);
    return flags;
  }

  private static void add(List<Map.Entry<String, String>> flags, String name, String value) {
    if (!value.isEmpty()) {
      flags.add(Map.entry(name, value));
    }
  }

  private static void print(PrintWriter err, Diagnostic diagnostic) {
    StringBuilder line = new StringBuilder();
    diagnostic.range().ifPresent(range -> line.append(range.position()).append(": "));
    line.append(diagnostic.isError() ? "error" : "warning")
        .append(" [")
        .append(diagnostic.code())
        .append("]: ")
        .append(diagnostic.message());
    if (!diagnostic.hint().isEmpty()) {
      line.append(" (").append(diagnostic.hint()).append(')');
    }
    err.println(line);
    if (!diagnostic.excerpt().isEmpty()) {
      err.println("    " + diagnostic.excerpt().strip());
    }
  }
}
