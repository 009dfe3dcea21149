package dev.treaty.reconcile.cli;

import dev.treaty.diff.ExitCode;
import dev.treaty.model.diagnostic.ExplainedCode;
import dev.treaty.model.value.ValueJson;
import dev.treaty.reconcile.report.CodeReference;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code treaty explain}: what a diagnostic's code means, how it comes about, how to mend it. */
@Command(
    name = "explain",
    description = "Explain the code of a message: cause, mend and an example.",
    sortOptions = false)
public final class ExplainCommand implements Callable<Integer> {

  /** How the explanation is written. */
  enum Style {
    TEXT,
    JSON,
    MARKDOWN
  }

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "CODE",
      arity = "0..*",
      description = "a code such as TR0204; several are explained one after the other")
  List<String> codes = List.of();

  @Option(names = "--all", description = "explain every code")
  boolean all;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text (default), json, or with --all markdown")
  Style style = Style.TEXT;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "explain this command")
  boolean help;

  @Override
  public Integer call() {
    List<ExplainedCode> asked = all ? ExplainedCode.all() : asked();
    PrintWriter out = spec.commandLine().getOut();
    switch (style) {
      case TEXT -> out.print(String.join("\n", asked.stream().map(CodeReference::text).toList()));
      case JSON ->
          out.println(
              ValueJson.write(
                  asked.size() == 1 && !all
                      ? CodeReference.json(asked.getFirst())
                      : CodeReference.json(asked)));
      case MARKDOWN -> {
        if (!all) {
          throw usage("-o markdown is the page of all codes: add --all");
        }
        out.print(CodeReference.page());
      }
    }
    out.flush();
    return ExitCode.OK.number();
  }

  private List<ExplainedCode> asked() {
    if (codes.isEmpty()) {
      throw usage("name a code such as TR0204, or say --all");
    }
    List<ExplainedCode> asked = new ArrayList<>();
    for (String code : codes) {
      asked.add(
          ExplainedCode.find(code)
              .orElseThrow(
                  () -> usage("there is no code \"" + code + "\"; --all explains every one")));
    }
    return asked;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
