package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.Findings;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.util.List;
import java.util.Set;

/** The rules of {@code EnvoyExtensions}, the same in both kinds that have them. */
final class ExtensionRule {

  private static final Set<String> BUILT_IN =
      Set.of(
          "builtin/lua",
          "builtin/aws/lambda",
          "builtin/wasm",
          "builtin/property-override",
          "builtin/ext-authz",
          "builtin/http/localratelimit",
          "builtin/otel-access-logging");

  private ExtensionRule() {}

  static void check(Value.Fields entry, Findings findings) {
    List<Value.Fields> extensions = entry.maps("EnvoyExtensions");
    for (int i = 0; i < extensions.size(); i++) {
      Value.Fields extension = extensions.get(i);
      String name = extension.text("Name");
      if (name.isEmpty()) {
        findings.fail(extension, "Name", "invalid EnvoyExtensions[" + i + "]: Name is required");
      } else if (!BUILT_IN.contains(name)) {
        findings.fail(
            extension,
            "Name",
            "invalid EnvoyExtensions["
                + i
                + "]["
                + name
                + "]: name "
                + GoFormat.quote(name)
                + " is not a built-in extension");
      }
    }
  }
}
