package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code services register}. */
@Command(
    name = "register",
    description = "Register services with the local agent, from files or from flags.")
final class RegisterServiceCommand extends TokenCall {

  @Parameters(
      paramLabel = "<file>",
      arity = "0..*",
      description = "Service definitions, HCL or JSON")
  List<String> files = new ArrayList<>();

  @Option(names = "--name", paramLabel = "<name>", description = "Name of the service")
  String name = "";

  @Option(names = "--id", paramLabel = "<id>", description = "Its ID; default: the name")
  String id = "";

  @Option(names = "--kind", paramLabel = "<kind>", description = "Its kind")
  String kind = "";

  @Option(names = "--address", paramLabel = "<address>", description = "Its address")
  String address = "";

  @Option(names = "--port", paramLabel = "<port>", description = "Its port")
  long port;

  @Option(names = "--socket", paramLabel = "<path>", description = "Path of its Unix socket")
  String socket = "";

  @Option(names = "--tag", paramLabel = "<tag>", description = "A tag; may be given several times")
  List<String> tags = new ArrayList<>();

  @Option(names = "--meta", paramLabel = "<key=value>", description = "Metadata, repeatable")
  List<String> meta = new ArrayList<>();

  @Option(
      names = "--tagged-address",
      paramLabel = "<tag=host:port>",
      description = "A tagged address, repeatable")
  List<String> taggedAddresses = new ArrayList<>();

  @Override
  int run(ConsulClient client) {
    boolean byFlags = !name.isEmpty() || !id.isEmpty();
    if (!files.isEmpty() && byFlags) {
      return fail("Service registration requires arguments or -id, not both.");
    }
    if (files.isEmpty() && !byFlags) {
      return fail("Service registration requires at least one argument or flags.");
    }
    for (Value.Fields service :
        files.isEmpty() ? List.of(fromFlags()) : ServiceDefinitions.read(files)) {
      ConsulAnswer<Boolean> answer = client.registerService(service);
      String called = service.text("Name");
      if (!answer.isDone()) {
        return fail("Error registering service \"" + called + "\": " + GoErrors.of(answer));
      }
      say("Registered service: " + called);
    }
    return DONE;
  }

  private Value.Fields fromFlags() {
    Map<String, Value> body = new LinkedHashMap<>();
    put(body, "Kind", kind);
    put(body, "ID", id);
    put(body, "Name", name);
    if (!tags.isEmpty()) {
      List<Value> values = new ArrayList<>();
      tags.forEach(tag -> values.add(Value.text(tag)));
      body.put("Tags", new Value.Items(values));
    }
    if (port != 0) {
      body.put("Port", Value.Whole.of(port));
    }
    put(body, "Address", address);
    put(body, "SocketPath", socket);
    if (!taggedAddresses.isEmpty()) {
      Map<String, Value> addresses = new LinkedHashMap<>();
      MetaFlag.of(taggedAddresses)
          .forEach((tag, text) -> addresses.put(tag, taggedAddress(tag, text)));
      body.put("TaggedAddresses", new Value.Fields(addresses));
    }
    if (!meta.isEmpty()) {
      Map<String, Value> values = new LinkedHashMap<>();
      MetaFlag.of(meta).forEach((key, value) -> values.put(key, Value.text(value)));
      body.put("Meta", new Value.Fields(values));
    }
    return new Value.Fields(body);
  }

  private static void put(Map<String, Value> body, String key, String value) {
    if (!value.isEmpty()) {
      body.put(key, Value.text(value));
    }
  }

  private static Value taggedAddress(String tag, String text) {
    int colon = text.lastIndexOf(':');
    Map<String, Value> parts = new LinkedHashMap<>();
    try {
      parts.put("Address", Value.text(colon < 0 ? text : text.substring(0, colon)));
      parts.put("Port", Value.Whole.of(colon < 0 ? 0 : Long.parseLong(text.substring(colon + 1))));
    } catch (NumberFormatException e) {
      throw new MistakeException("Error: -tagged-address " + tag + " has no number as its port");
    }
    return new Value.Fields(parts);
  }
}
