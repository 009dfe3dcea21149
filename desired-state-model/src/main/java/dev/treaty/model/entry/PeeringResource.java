package dev.treaty.model.entry;

import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.syntax.Node;
import dev.treaty.model.syntax.Node.MapNode;
import java.util.Arrays;
import java.util.Optional;

/** Reads the resources in which consul-k8s declares the sides of a peering. */
final class PeeringResource {

  private PeeringResource() {}

  static Optional<PeeringSide.Role> role(String kind) {
    return Arrays.stream(PeeringSide.Role.values())
        .filter(role -> role.resource().equals(kind))
        .findFirst();
  }

  static CustomResource.Outcome read(MapNode document, PeeringSide.Role role, SourceRange at) {
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
    String name = map(document, "metadata").map(found -> text(found, "name")).orElse("");
    if (name.isEmpty()) {
      return refused(document, "metadata.name", "metadata.name is required");
    }
    return new CustomResource.Sided(
        new PeeringSide(
            role,
            name,
            text(secret.get(), "name"),
            text(secret.get(), "key"),
            nameRange(document, at)));
  }

  private static SourceRange nameRange(MapNode document, SourceRange at) {
    return map(document, "metadata")
        .flatMap(found -> found.get("name"))
        .map(Node::range)
        .orElse(at);
  }

  private static String text(MapNode map, String key) {
    return map.get(key).orElse(map) instanceof Node.TextNode text ? text.text() : "";
  }

  private static Optional<MapNode> map(MapNode holder, String key) {
    return holder.get(key).filter(MapNode.class::isInstance).map(MapNode.class::cast);
  }

  private static CustomResource.Outcome refused(MapNode document, String path, String message) {
    return CustomResource.refused(NodePath.find(document, path), path, message);
  }
}
