package dev.treaty.model.entry;

import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.syntax.Node;
import dev.treaty.model.syntax.Node.MapNode;
import java.util.Optional;

/** The resources in which consul-k8s declares a peering: checked, but not acted on. */
final class PeeringResource {

  private PeeringResource() {}

  static CustomResource.Outcome read(MapNode document, String kind, SourceRange at) {
    Optional<MapNode> peer = map(document, "spec").flatMap(spec -> map(spec, "peer"));
    if (peer.isEmpty()) {
      return refused(document, "spec.peer", "peer must be specified");
    }
    Optional<MapNode> secret = map(peer.get(), "secret");
    if (secret.isEmpty()) {
      return refused(document, "spec.peer.secret", "secret must be specified");
    }
    boolean kubernetes =
        secret.get().get("backend").orElse(document) instanceof Node.TextNode backend
            && backend.text().equals("kubernetes");
    if (!kubernetes) {
      return refused(document, "spec.peer.secret.backend", "backend must be \"kubernetes\"");
    }
    return new CustomResource.LeftAlone(
        DiagnosticCode.PEERING_RESOURCE
            .noteAt(at, kind + " is left alone: it needs Kubernetes secrets")
            .withHint("declare the peering in treaty.hcl: peering \"a\" \"b\" {}"));
  }

  private static Optional<MapNode> map(MapNode holder, String key) {
    return holder.get(key).filter(MapNode.class::isInstance).map(MapNode.class::cast);
  }

  private static CustomResource.Outcome refused(MapNode document, String path, String message) {
    return CustomResource.refused(NodePath.find(document, path), path, message);
  }
}
