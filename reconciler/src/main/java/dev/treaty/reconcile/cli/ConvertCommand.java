package dev.treaty.reconcile.cli;

import dev.treaty.diff.ExitCode;
import dev.treaty.model.convert.Conversion;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticText;
import dev.treaty.model.entry.ConsulVersion;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.syntax.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code treaty convert}: an entry file in another form, on stdout. */
@Command(
    name = "convert",
    description = "Write an entry file in another form to stdout; comments stay where it has them.",
    sortOptions = false)
public final class ConvertCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE",
      arity = "1",
      description = "a file that ends in .hcl, .json, .yaml or .yml; it is not touched")
  Path file = Path.of("");

  @Option(
      names = "--to",
      paramLabel = "FORM",
      required = true,
      description = "hcl, json, yaml, or crd (a consul-k8s custom resource)")
  Conversion.Target target = Conversion.Target.HCL;

  @Option(
      names = "--consul-version",
      paramLabel = "VERSION",
      description = "the release whose entries these are (default: 1.16.4)")
  String version = ServerProfile.DEFAULT.version().toString();

  @Option(
      names = "--consul-edition",
      paramLabel = "EDITION",
      description = "community or enterprise (default)")
  ServerProfile.Edition edition = ServerProfile.Edition.ENTERPRISE;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "explain this command")
  boolean help;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    ExitCode code =
        switch (Conversion.convert(source(), target, server())) {
          case Conversion.Converted(String text) -> {
            out.print(text);
            yield ExitCode.OK;
          }
          case Conversion.Refused(List<Diagnostic> diagnostics) -> {
            err.print(DiagnosticText.plain().render(diagnostics));
            yield ExitCode.NO_DESIRED_STATE;
          }
        };
    out.flush();
    err.flush();
    return code.number();
  }

  private ServerProfile server() {
    try {
      return new ServerProfile(ConsulVersion.of(version), edition);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private SourceText source() {
    try (InputStream in = Files.newInputStream(file)) {
      return SourceText.of(file.toString(), in.readNBytes(SourceText.MAX_BYTES + 1));
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), file + " cannot be read", e);
    }
  }
}
