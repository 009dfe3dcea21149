package dev.treaty.reconcile.cli;

import dev.treaty.diff.ExitCode;
import dev.treaty.model.convert.Conversion;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticText;
import dev.treaty.model.entry.ConsulVersion;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.syntax.Form;
import dev.treaty.model.syntax.HclReader;
import dev.treaty.model.syntax.SourceText;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
      description =
          "a file that ends in .hcl, .json, .yaml or .yml and is not touched, or - for stdin")
  Path file = Path.of("");

  @Option(
      names = "--from",
      paramLabel = "FORM",
      description = "the language on stdin: hcl, json or yaml (default: what it reads as)")
  Optional<Form> from = Optional.empty();

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

  InputStream in = new FileInputStream(FileDescriptor.in);

  private SourceText source() {
    if (file.toString().equals("-")) {
      return stdin();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return SourceText.of(file.toString(), in.readNBytes(SourceText.MAX_BYTES + 1));
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), file + " cannot be read", e);
    }
  }

  private SourceText stdin() {
    try {
      byte[] bytes = in.readNBytes(SourceText.MAX_BYTES + 1);
      Form form = from.orElseGet(() -> guess(SourceText.of("stdin", bytes)));
      return SourceText.of("stdin." + form.name().toLowerCase(Locale.ROOT), bytes);
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "stdin cannot be read", e);
    }
  }

  /** JSON begins with a brace, and no YAML of an entry can be read as HCL. */
  private static Form guess(SourceText source) {
    if (source.text().stripLeading().startsWith("{")) {
      return Form.JSON;
    }
    return HclReader.read(source).diagnostics().stream().anyMatch(Diagnostic::isError)
        ? Form.YAML
        : Form.HCL;
  }
}
