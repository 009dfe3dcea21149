package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules of {@code EnvoyExtensions}, the same in both kinds that have them. */
final class ExtensionRule {

  private static final Set<String> BUILT_IN =
      Set.of(
          "builtin/lua",
          "builtin/aws/lambda",
          "builtin/wasm",
          "builtin/property-override",
          "builtin/ext-authz");
  private static final String SINCE_1_17 = "builtin/otel-access-logging";

  private static final Pattern CONSTRAINT =
      Pattern.compile(
          "\\s*(=|!=|>|<|>=|<=|~>|)\\s*v?[0-9]+(\\.[0-9]+)*"
              + "(-[0-9]+[0-9A-Za-z~-]*(\\.[0-9A-Za-z~-]+)*"
              + "|-?[A-Za-z~-]+[0-9A-Za-z~-]*(\\.[0-9A-Za-z~-]+)*)?"
              + "(\\+[0-9A-Za-z~-]+(\\.[0-9A-Za-z~-]+)*)?\\s*");

  private ExtensionRule() {}

  /** Reports all faults as one text, and whether there are any. */
  static boolean fails(Value.Fields entry, Gate server, Findings findings) {
    Findings own = new Findings();
    check(entry, server, own);
    if (own.failed()) {
      findings.join();
      check(entry, server, findings);
    }
    return own.failed();
  }

  static void check(Value.Fields entry, Gate server, Findings findings) {
    List<Value.Fields> extensions = entry.maps("EnvoyExtensions");
    for (int i = 0; i < extensions.size(); i++) {
      check(extensions.get(i), "invalid EnvoyExtensions[" + i + "]", server, findings);
    }
  }

  private static void check(Value.Fields extension, String prefix, Gate server, Findings findings) {
    String name = extension.text("Name");
    if (name.isEmpty()) {
      findings.fail(extension, "Name", prefix + ": Name is required");
      return;
    }
    for (String key : List.of("EnvoyVersion", "ConsulVersion")) {
      for (String constraint : extension.text(key).split(",")) {
        if (!extension.text(key).isEmpty() && !CONSTRAINT.matcher(constraint).matches()) {
          findings.fail(
              extension, key, prefix + "." + key + ": Malformed constraint: " + constraint);
          return;
        }
      }
    }
    boolean known =
        BUILT_IN.contains(name) || (name.equals(SINCE_1_17) && server.atLeast(1, 17, 0));
    if (!known) {
      findings.fail(
          extension,
          "Name",
          prefix + "[" + name + "]: name " + GoFormat.quote(name) + " is not a built-in extension");
      return;
    }
    if (name.equals("builtin/lua")) {
      lua(extension, prefix + "[" + name + "]: ", findings);
    }
  }

  private static void lua(Value.Fields extension, String prefix, Findings findings) {
    Value.Fields arguments = extension.fields("Arguments");
    Findings own = new Findings();
    if (argument(arguments, "Script").isEmpty()) {
      own.fail(extension, "Arguments", "missing Script value");
    }
    String listener = argument(arguments, "Listener");
    if (!listener.equals("inbound") && !listener.equals("outbound")) {
      own.fail(extension, "Arguments", "unexpected Listener " + GoFormat.quote(listener));
    }
    own.join();
    if (own.failed()) {
      findings.fail(
          extension,
          "Arguments",
          prefix + Findings.multi(own.errors().stream().map(Findings.Finding::text).toList()));
    }
  }

  private static String argument(Value.Fields arguments, String key) {
    for (String written : arguments.map().keySet()) {
      if (written.equalsIgnoreCase(key)) {
        return arguments.text(written);
      }
    }
    return "";
  }
}
