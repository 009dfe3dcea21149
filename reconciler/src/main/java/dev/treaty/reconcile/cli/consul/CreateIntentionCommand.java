package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.JsonSyntaxException;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code intention create}, through the older API as Consul's own command does it. */
@Command(
    name = "create",
    description = "Create intentions: SRC DST, or with -file one or more JSON files.")
final class CreateIntentionCommand extends EndsCall {

  @Option(names = "--allow", description = "Allow when matched (default)")
  boolean allow;

  @Option(names = "--deny", description = "Deny when matched")
  boolean deny;

  @Option(names = "--file", description = "The arguments are JSON files")
  boolean file;

  @Option(names = "--replace", description = "Replace an intention for the same two services")
  boolean replace;

  @Option(
      names = "--meta",
      paramLabel = "<key=value>",
      description = "Metadata; may be given several times")
  List<String> meta = new ArrayList<>();

  @Override
  int run(ConsulClient client) {
    if (allow && deny) {
      return fail("Only one of -allow or -deny may be specified.");
    }
    for (Value.Fields intention : file ? fromFiles() : List.of(fromArguments())) {
      int code = create(client, intention);
      if (code != DONE) {
        return code;
      }
    }
    return DONE;
  }

  private Value.Fields fromArguments() {
    if (arguments.size() != 2) {
      throw new MistakeException("Error: Must specify two arguments: source and destination");
    }
    Map<String, Value> body = new LinkedHashMap<>();
    end(body, "Source", arguments.get(0));
    end(body, "Destination", arguments.get(1));
    body.put("SourceType", Value.text("consul"));
    body.put("Action", Value.text(deny ? "deny" : "allow"));
    if (!meta.isEmpty()) {
      Map<String, Value> values = new LinkedHashMap<>();
      MetaFlag.of(meta).forEach((key, value) -> values.put(key, Value.text(value)));
      body.put("Meta", new Value.Fields(values));
    }
    return new Value.Fields(body);
  }

  /** Reads {@code name}, {@code namespace/name} or {@code partition/namespace/name}. */
  private static void end(Map<String, Value> body, String end, String text) {
    String[] parts = text.split("/", -1);
    if (parts.length > 3) {
      throw new MistakeException(
          "Error: Invalid intention "
              + end.toLowerCase(Locale.ROOT)
              + ": input can contain at most two '/'");
    }
    body.put(end + "Name", Value.text(parts[parts.length - 1]));
    if (parts.length > 1) {
      body.put(end + "NS", Value.text(parts[parts.length - 2]));
    }
    if (parts.length > 2) {
      body.put(end + "Partition", Value.text(parts[0]));
    }
  }

  private List<Value.Fields> fromFiles() {
    List<Value.Fields> intentions = new ArrayList<>();
    for (String name : arguments) {
      try {
        if (!(ValueJson.parse(Files.readAllBytes(Path.of(name))) instanceof Value.Fields fields)) {
          throw new MistakeException("Error: " + name + " holds no JSON object");
        }
        if (!fields.items("Permissions").isEmpty()) {
          throw new MistakeException(
              "Error: cannot create L7 intention from file \""
                  + name
                  + "\" using this CLI; use 'consul config write' instead");
        }
        intentions.add(fields);
      } catch (NoSuchFileException e) {
        throw new MistakeException("Error: open " + name + ": no such file or directory");
      } catch (IOException | JsonSyntaxException e) {
        throw new MistakeException("Error: " + name + ": " + e.getMessage());
      }
    }
    return intentions;
  }

  private int create(ConsulClient client, Value.Fields intention) {
    String source = IntentionText.source(intention);
    String destination = IntentionText.destination(intention);
    byte[] body = ValueJson.bytes(intention);
    if (replace) {
      ConsulAnswer<Value> existing = client.sendForJson(in(exactGet(source, destination)));
      if (existing
          instanceof ConsulAnswer.Done<Value>(Value.Fields old, long index, boolean filtered)) {
        ConsulAnswer<byte[]> answer =
            client.send(in(ConsulCall.put("connect", "intentions", old.text("ID")).withBody(body)));
        return answer.isDone()
            ? DONE
            : fail(
                "Error replacing intention with source \""
                    + source
                    + "\" and destination \""
                    + destination
                    + "\": "
                    + GoErrors.of(answer));
      }
      if (!existing.isNotFound()) {
        return fail(
            "Error looking up intention for replacement with source \""
                + source
                + "\" and destination \""
                + destination
                + "\": "
                + GoErrors.of(existing));
      }
    }
    ConsulAnswer<byte[]> answer =
        client.send(in(ConsulCall.post("connect", "intentions").withBody(body)));
    String line = IntentionText.line(intention);
    return answer.isDone()
        ? say("Created: " + line)
        : fail("Error creating intention \"" + line + "\": " + GoErrors.of(answer));
  }
}
