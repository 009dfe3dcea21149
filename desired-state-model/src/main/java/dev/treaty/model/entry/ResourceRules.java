package dev.treaty.model.entry;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.syntax.Node;
import java.util.Optional;

/** What consul-k8s refuses of a custom resource beyond what Consul refuses of the entry. */
final class ResourceRules {

  private ResourceRules() {}

  static Optional<Diagnostic> check(String kind, Node.TextNode name, Node.MapNode spec) {
    if (kind.equals("ProxyDefaults") && !name.text().equals("global")) {
      return Optional.of(
          DiagnosticCode.INVALID_RESOURCE.at(
              name.range(), "metadata.name", "the name of ProxyDefaults must be \"global\""));
    }
    return Optional.empty();
  }
}
