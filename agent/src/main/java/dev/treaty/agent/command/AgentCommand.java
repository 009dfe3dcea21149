package dev.treaty.agent.command;

import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.settings.SettingsReader.Format;
import dev.treaty.agent.settings.SettingsVerdict;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs an agent until it is told to end. */
@Command(
    name = "agent",
    description = "Run an agent: Consul's HTTP API, peering and CA, with its state in one folder.",
    mixinStandardHelpOptions = true,
    subcommands = ValidateConfiguration.class)
public final class AgentCommand implements Callable<Integer> {

  private final ProcessLog log;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-config-file", "--config-file", "-config-dir", "--config-dir"},
      paramLabel = "PATH",
      description =
          "Configuration, HCL or JSON: a file, or a folder whose files are read in the order of"
              + " their names. May be given again, later over earlier.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = {"-config-format", "--config-format"},
      paramLabel = "hcl|json",
      description = "What all files are read as, whatever their names.")
  private String format = "";

  @Option(
      names = {"-hcl", "--hcl"},
      paramLabel = "TEXT",
      description = "A fragment of configuration, over all files and flags. May be given again.")
  private List<String> fragments = new ArrayList<>();

  @Option(
      names = {"-dev", "--dev"},
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "true|false",
      description = "Keep everything in memory and listen on loopback only.")
  private String dev = "false";

  private AgentCommand(ProcessLog log) {
    this.log = log;
  }

  /** The command, with all its flags, in a process with this log. */
  public static CommandSpec in(ProcessLog log) {
    AgentCommand command = new AgentCommand(log);
    CommandSpec made = CommandSpec.forAnnotatedObject(command);
    AgentFlags.addTo(made);
    return made;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Optional<Format> forced = format(format);
    if (forced.isEmpty() && !format.isEmpty()) {
      err.println("agent: -config-format must be either 'hcl' or 'json'");
      return 1;
    }
    SettingsSources sources = read(forced);
    SettingsVerdict verdict = sources.verdict();
    verdict.diagnostics().forEach(diagnostic -> err.println(DiagnosticText.of(diagnostic)));
    if (!verdict.isUsable()) {
      return 1;
    }
    if (verdict.settings().dataDir().isEmpty() && !isDev()) {
      err.println("agent: data_dir is not set: say -data-dir DIR, or -dev to keep nothing");
      return 1;
    }
    return new AgentRun(log, () -> read(forced), verdict, err).run(sources.files());
  }

  static Optional<Format> format(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "hcl" -> Optional.of(Format.HCL);
      case "json" -> Optional.of(Format.JSON);
      default -> Optional.empty();
    };
  }

  private SettingsSources read(Optional<Format> forced) {
    SettingsSources sources = new SettingsSources(start(isDev()), forced);
    List<AgentFlags.Given> given = AgentFlags.given(spec.commandLine().getParseResult());
    sources.lists(given);
    paths.forEach(sources::path);
    sources.values(given);
    for (int i = 0; i < fragments.size(); i++) {
      sources.fragment(i + 1, fragments.get(i));
    }
    return sources;
  }

  private boolean isDev() {
    return dev.matches("(?i)true|t|1");
  }

  /** What holds where nothing is said. */
  static AgentSettings start(boolean dev) {
    String name = hostName();
    return dev ? AgentSettings.dev(name) : AgentSettings.server(name);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
