package dev.treaty.reconcile.cli;

import dev.treaty.diff.ExitCode;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticText;
import dev.treaty.model.diagnostic.OperationCode;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.entry.EntryDocuments;
import dev.treaty.model.syntax.CanonicalLayout;
import dev.treaty.model.syntax.Form;
import dev.treaty.model.syntax.Formatted;
import dev.treaty.model.syntax.SourceText;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code treaty fmt}: one layout for HCL and YAML files. */
@Command(
    name = "fmt",
    description = "Bring HCL and YAML files into the one canonical layout.",
    sortOptions = false)
public final class FmtCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "files and folders (default: this folder), or - for stdin to stdout")
  List<String> files = List.of();

  @Option(
      names = "--check",
      description = "change nothing; end with 2 if something would change, and name it")
  boolean check;

  @Option(
      names = "--form",
      paramLabel = "FORM",
      description = "the language on stdin: hcl (default) or yaml")
  Form form = Form.HCL;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "explain this command")
  boolean help;

  InputStream in = new FileInputStream(FileDescriptor.in);
  private final Set<ExitCode> codes = EnumSet.noneOf(ExitCode.class);

  @Override
  public Integer call() {
    try {
      if (files.equals(List.of("-"))) {
        stdin();
      } else {
        expanded(files.isEmpty() ? List.of(".") : files).forEach(this::file);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new ParameterException(spec.commandLine(), "cannot be read: " + e.getMessage(), e);
    }
    out().flush();
    spec.commandLine().getErr().flush();
    return ExitCode.first(codes).number();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private void stdin() throws IOException {
    SourceText source = SourceText.of("stdin", in.readNBytes(SourceText.MAX_BYTES + 1));
    switch (CanonicalLayout.of(source, form)) {
      case Formatted.Refused(List<Diagnostic> diagnostics) -> refuse(diagnostics);
      case Formatted.Text(String text) -> {
        if (!check) {
          out().print(text);
        } else if (!text.equals(source.text())) {
          codes.add(ExitCode.CHANGES);
        }
      }
    }
  }

  private static List<Path> expanded(List<String> named) throws IOException {
    List<Path> all = new ArrayList<>();
    for (String name : named) {
      Path path = Path.of(name);
      if (!Files.isDirectory(path)) {
        all.add(path);
        continue;
      }
      try (Stream<Path> below = Files.walk(path)) {
        below
            .filter(file -> EntryDocuments.formOf(file.toString()).isPresent())
            .filter(file -> !isHidden(path.relativize(file)))
            .filter(Files::isRegularFile)
            .sorted()
            .forEach(all::add);
      }
    }
    return all;
  }

  private static boolean isHidden(Path path) {
    for (Path step : path) {
      if (step.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private void file(Path path) {
    String name = path.normalize().toString();
    Form language = EntryDocuments.formOf(name).orElse(Form.JSON);
    try (InputStream file = Files.newInputStream(path)) {
      byte[] bytes = file.readNBytes(SourceText.MAX_BYTES + 1);
      switch (CanonicalLayout.of(SourceText.of(name, bytes), language)) {
        case Formatted.Refused(List<Diagnostic> diagnostics) -> refuse(diagnostics);
        case Formatted.Text(String text) -> {
          byte[] formatted = text.getBytes(StandardCharsets.UTF_8);
          if (language == Form.JSON && files.contains(path.toString())) {
            spec.commandLine()
                .getErr()
                .println(name + " is left as it is: fmt lays out HCL and YAML");
          }
          if (language != Form.JSON && !Arrays.equals(formatted, bytes)) {
            change(path, name, formatted);
          }
        }
      }
    } catch (IOException e) {
      refuse(
          List.of(
              Diagnostic.error(
                  OperationCode.UNREADABLE_FILE.id(),
                  SourceRange.at(name, 1, 1),
                  "",
                  "the file cannot be read or written")));
    }
  }

  private void change(Path path, String name, byte[] formatted) throws IOException {
    out().println(name);
    if (check) {
      codes.add(ExitCode.CHANGES);
    } else {
      Files.write(path, formatted);
    }
  }

  private void refuse(List<Diagnostic> diagnostics) {
    codes.add(ExitCode.NO_DESIRED_STATE);
    spec.commandLine().getErr().print(DiagnosticText.plain().render(diagnostics));
  }
}
