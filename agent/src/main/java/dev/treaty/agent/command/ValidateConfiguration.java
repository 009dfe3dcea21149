package dev.treaty.agent.command;

import dev.treaty.agent.settings.SettingsReader.Format;
import dev.treaty.agent.settings.SettingsVerdict;
import dev.treaty.model.diagnostic.Diagnostic;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges an agent's configuration without starting it, as {@code consul validate} does. */
@Command(
    name = "validate",
    description = {
      "Validate config files/directories of an agent.",
      "Give the complete set that the agent is started with: what holds for the whole is judged"
          + " too. Exits 0 if the configuration is valid, else 1."
    },
    mixinStandardHelpOptions = true)
public final class ValidateConfiguration implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE_OR_DIRECTORY", arity = "0..*")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = {"-config-format", "--config-format"},
      paramLabel = "hcl|json",
      description = "What all files are read as, whatever their names.")
  private String format = "";

  @Option(
      names = {"-quiet", "--quiet"},
      description = "Say nothing if all is well.")
  private boolean quiet;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    if (paths.isEmpty()) {
      err.println("Must specify at least one config file or directory");
      return 1;
    }
    Optional<Format> forced = AgentCommand.format(format);
    if (forced.isEmpty() && !format.isEmpty()) {
      err.println("-config-format must be either 'hcl' or 'json'");
      return 1;
    }
    SettingsSources sources = new SettingsSources(AgentCommand.start(false), forced);
    paths.forEach(sources::path);
    SettingsVerdict verdict = sources.verdict();
    if (!verdict.isUsable()) {
      verdict.diagnostics().stream()
          .filter(Diagnostic::isError)
          .forEach(fault -> err.println("Config validation failed: " + DiagnosticText.of(fault)));
      return 1;
    }
    if (verdict.settings().dataDir().isEmpty()) {
      err.println("Config validation failed: data_dir cannot be empty");
      return 1;
    }
    if (!quiet) {
      verdict.diagnostics().forEach(warning -> err.println(DiagnosticText.of(warning)));
      spec.commandLine().getOut().println("Configuration is valid!");
    }
    return 0;
  }
}
