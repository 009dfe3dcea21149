package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.syntax.Parsed;
import dev.treaty.model.syntax.SourceText;
import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code config delete}. */
@Command(
    name = "delete",
    description = "Delete a config entry, by kind and name or as a file names it.")
final class DeleteConfigCommand extends ServerCall {

  @Option(names = "--kind", paramLabel = "<kind>", description = "The kind of entry")
  String kind = "";

  @Option(names = "--name", paramLabel = "<name>", description = "Its name")
  String name = "";

  @Option(names = "--filename", paramLabel = "<file>", description = "A file that holds the entry")
  String filename = "";

  @Option(names = "--cas", description = "Only if it still has the index of -modify-index")
  boolean cas;

  @Option(names = "--modify-index", paramLabel = "<index>", description = "The index for -cas")
  long modifyIndex;

  @Override
  int run(ConsulClient client) {
    if (!filename.isEmpty() && (!kind.isEmpty() || !name.isEmpty())) {
      return fail("filename can't be used with kind or name");
    }
    if (filename.isEmpty() && kind.isEmpty()) {
      return fail("Must specify the -kind or -filename parameter");
    }
    if (filename.isEmpty() && name.isEmpty()) {
      return fail("Must specify the -name parameter");
    }
    if (cas && modifyIndex == 0) {
      return fail("Must specify a -modify-index greater than 0 with -cas");
    }
    if (!cas && modifyIndex != 0) {
      return fail("Cannot specify -modify-index without -cas");
    }
    if (!filename.isEmpty()) {
      readFile();
    }
    String entry = kind + "/" + name;
    ConsulCall call = in(ConsulCall.delete("config", kind, name));
    ConsulAnswer<byte[]> answer =
        client.send(cas ? call.with("cas", Long.toString(modifyIndex)) : call);
    if (!(answer instanceof ConsulAnswer.Done<byte[]>(byte[] body, long index, boolean filtered))) {
      return fail("Error deleting config entry " + entry + ": " + GoErrors.of(answer));
    }
    return cas && !new String(body, StandardCharsets.UTF_8).contains("true")
        ? fail("Config entry not deleted: " + entry)
        : say("Config entry deleted: " + entry);
  }

  private void readFile() {
    Parsed parsed;
    try {
      SourceText source = DocumentFile.text(filename);
      parsed = DocumentFile.parse(source);
    } catch (IOException e) {
      throw new MistakeException(
          "Failed to load data: Failed to read file: open "
              + filename
              + ": no such file or directory");
    }
    if (!parsed.isWhole()) {
      throw new MistakeException(
          "Failed to decode config entry input: "
              + parsed.diagnostics().stream().findFirst().map(DocumentFile::located).orElse(""));
    }
    Value.Fields document = parsed.root().map(PlainValues::of).orElse(Value.Fields.EMPTY);
    kind = document.text("Kind").isEmpty() ? document.text("kind") : document.text("Kind");
    name = document.text("Name").isEmpty() ? document.text("name") : document.text("Name");
    if (kind.isEmpty()) {
      throw new MistakeException(
          "Failed to decode config entry input: Payload does not contain a kind/Kind key at the top"
              + " level");
    }
    name = name.isEmpty() ? kind : name;
  }
}
