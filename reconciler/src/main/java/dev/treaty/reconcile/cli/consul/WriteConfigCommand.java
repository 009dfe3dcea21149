package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.syntax.Parsed;
import dev.treaty.model.syntax.SourceText;
import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulClient;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code config write}. */
@Command(
    name = "write",
    description = "Create or update a config entry from a file, or - for stdin.")
final class WriteConfigCommand extends ServerCall {

  @Parameters(paramLabel = "<file>", arity = "0..*", description = "HCL or JSON; - reads stdin")
  List<String> files = new ArrayList<>();

  @Option(names = "--cas", description = "Only if it still has the index of -modify-index")
  boolean cas;

  @Option(
      names = "--modify-index",
      paramLabel = "<index>",
      description = "The index for -cas; without it the entry must not exist")
  long modifyIndex;

  @Override
  int run(ConsulClient client) {
    if (files.size() != 1) {
      return fail(
          "Must provide exactly one positional argument to specify the config entry to write");
    }
    SourceText source = source(files.get(0));
    Parsed parsed = DocumentFile.parse(source);
    for (Diagnostic diagnostic : parsed.diagnostics()) {
      if (diagnostic.isError()) {
        return fail(
            "Failed to decode config entry input: Failed to decode config entry input: "
                + DocumentFile.located(diagnostic));
      }
    }
    return write(client, parsed.root().map(PlainValues::of).orElse(Value.Fields.EMPTY));
  }

  private static SourceText source(String file) {
    try {
      return file.equals("-")
          ? SourceText.of("stdin", StandardInput.readAll())
          : DocumentFile.text(file);
    } catch (NoSuchFileException e) {
      throw new MistakeException(
          "Failed to load data: Failed to read file: open " + file + ": no such file or directory");
    } catch (IOException e) {
      throw new MistakeException("Failed to load data: Failed to read file: " + e.getMessage());
    }
  }

  private int write(ConsulClient client, Value.Fields entry) {
    String kind = entry.text("Kind").isEmpty() ? entry.text("kind") : entry.text("Kind");
    String name = entry.text("Name").isEmpty() ? entry.text("name") : entry.text("Name");
    String key = kind + "/" + (name.isEmpty() ? kind : name);
    ConsulAnswer<Boolean> answer =
        client.writeConfig(entry, cas ? OptionalLong.of(modifyIndex) : OptionalLong.empty());
    if (!(answer instanceof ConsulAnswer.Done<Boolean>(Boolean written, long i, boolean f))) {
      return fail("Error writing config entry " + key + ": " + GoErrors.of(answer));
    }
    return written ? say("Config entry written: " + key) : fail("Config entry not updated: " + key);
  }
}
