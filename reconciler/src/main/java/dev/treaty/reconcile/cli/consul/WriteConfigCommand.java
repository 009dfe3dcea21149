package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticText;
import dev.treaty.model.entry.DocumentVerdict;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryDocuments;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.Verdict;
import dev.treaty.model.syntax.Form;
import dev.treaty.model.syntax.SourceText;
import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulClient;
import dev.treaty.reconcile.live.ServerProfiles;
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
    ServerProfile profile =
        client.agentSelf().done().flatMap(ServerProfiles::of).orElse(ServerProfile.DEFAULT);
    Form form =
        EntryDocuments.formOf(source.file())
            .orElse(DocumentFile.isJson(source) ? Form.JSON : Form.HCL);
    EntryDocuments documents = EntryDocuments.read(source, form, profile);
    warn(documents.notes());
    for (DocumentVerdict document : documents.verdicts()) {
      int code =
          switch (document.verdict()) {
            case Verdict.Accepted(Entry entry, List<Diagnostic> warnings) -> {
              warn(warnings);
              yield write(client, entry);
            }
            case Verdict.Refused refused -> refuse(refused);
          };
      if (code != DONE) {
        return code;
      }
    }
    return documents.verdicts().isEmpty()
        ? fail("Failed to decode config entry input: " + source.file() + " declares no entry")
        : DONE;
  }

  private int refuse(Verdict.Refused refused) {
    String words =
        switch (refused.stage()) {
          case SYNTAX -> "";
          case DECODE, NORMALISE, VALIDATE -> refused.consulText();
        };
    fail("Failed to decode config entry input: " + words);
    warn(refused.diagnostics());
    return FAILED;
  }

  private void warn(List<Diagnostic> diagnostics) {
    for (Diagnostic diagnostic : diagnostics) {
      spec.commandLine().getErr().print(DiagnosticText.plain().render(diagnostic));
    }
    spec.commandLine().getErr().flush();
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

  private int write(ConsulClient client, Entry entry) {
    String key = entry.key().kind() + "/" + entry.key().name();
    ConsulAnswer<Boolean> answer =
        client.writeConfig(
            inTenancy(entry.body()), cas ? OptionalLong.of(modifyIndex) : OptionalLong.empty());
    if (!(answer instanceof ConsulAnswer.Done<Boolean>(Boolean written, long i, boolean f))) {
      return fail("Error writing config entry " + key + ": " + GoErrors.of(answer));
    }
    return written ? say("Config entry written: " + key) : fail("Config entry not updated: " + key);
  }

  /** What the flags say about the tenancy goes into the body, where an entry's tenancy stands. */
  private Value.Fields inTenancy(Value.Fields body) {
    Value.Fields placed = body;
    if (!tenancy.partition.isEmpty() && placed.text("Partition").isEmpty()) {
      placed = placed.with("Partition", Value.text(tenancy.partition));
    }
    if (!tenancy.namespace.isEmpty() && placed.text("Namespace").isEmpty()) {
      placed = placed.with("Namespace", Value.text(tenancy.namespace));
    }
    return placed;
  }
}
