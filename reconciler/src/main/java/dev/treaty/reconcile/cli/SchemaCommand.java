package dev.treaty.reconcile.cli;

import dev.treaty.diff.ExitCode;
import dev.treaty.model.entry.EntrySchemas;
import dev.treaty.model.project.ProjectSchema;
import dev.treaty.model.value.IndentedJson;
import dev.treaty.model.value.Value;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code treaty schema}: JSON Schemas for editors. */
@Command(
    name = "schema",
    description = "Print a JSON Schema (draft 2020-12) for editors.",
    sortOptions = false)
public final class SchemaCommand implements Callable<Integer> {

  private static final String ANY = "entry";
  private static final String PROJECT = "project";

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description =
          "a kind such as service-intentions; entry (default) for any kind; project for"
              + " treaty.yaml")
  String name = ANY;

  @Option(names = "--list", description = "list the names there are")
  boolean list;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "explain this command")
  boolean help;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      out.printf("%-28s %s%n", ANY, "An entry of any kind.");
      out.printf("%-28s %s%n", PROJECT, "The project file, treaty.yaml.");
      EntrySchemas.purposes().forEach((kind, purpose) -> out.printf("%-28s %s%n", kind, purpose));
    } else {
      out.println(IndentedJson.of(schema(), "  "));
    }
    out.flush();
    return ExitCode.OK.number();
  }

  private Value.Fields schema() {
    return switch (name) {
      case ANY -> EntrySchemas.any();
      case PROJECT -> ProjectSchema.of();
      default -> {
        Optional<Value.Fields> schema = EntrySchemas.of(name);
        if (schema.isEmpty()) {
          throw new ParameterException(
              spec.commandLine(), "there is no schema \"" + name + "\"; --list names them");
        }
        yield schema.get();
      }
    };
  }
}
