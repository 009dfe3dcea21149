package dev.treaty.model.entry;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.schema.Channel;
import dev.treaty.model.syntax.Form;
import dev.treaty.model.syntax.Node;
import dev.treaty.model.syntax.Node.MapNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Config entries written as consul-k8s custom resources. */
final class CustomResource {

  private static final String GROUP = "consul.hashicorp.com/";

  static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("ServiceDefaults", "service-defaults"),
          Map.entry("ServiceResolver", "service-resolver"),
          Map.entry("ServiceRouter", "service-router"),
          Map.entry("ServiceSplitter", "service-splitter"),
          Map.entry("ProxyDefaults", "proxy-defaults"),
          Map.entry("Mesh", "mesh"),
          Map.entry("ExportedServices", "exported-services"),
          Map.entry("ServiceIntentions", "service-intentions"),
          Map.entry("IngressGateway", "ingress-gateway"),
          Map.entry("TerminatingGateway", "terminating-gateway"),
          Map.entry("JWTProvider", "jwt-provider"),
          Map.entry("SamenessGroup", "sameness-group"),
          Map.entry("ControlPlaneRequestLimit", "control-plane-request-limit"));

  private CustomResource() {}

  /** What became of a Kubernetes document. */
  sealed interface Outcome {}

  /** It is an entry. */
  record Judged(Verdict verdict) implements Outcome {}

  /** It is none of ours. */
  record LeftAlone(Diagnostic note) implements Outcome {}

  /** It is one side of a peering. */
  record Sided(PeeringSide side) implements Outcome {}

  static boolean isResource(MapNode document) {
    return document.get("apiVersion").isPresent();
  }

  static Outcome read(MapNode document, ServerProfile server) {
    String version = text(document, "apiVersion");
    String kind = text(document, "kind");
    SourceRange at =
        document
            .member("kind")
            .or(() -> document.member("apiVersion"))
            .map(Node.Member::keyRange)
            .orElse(document.range());
    if (!version.startsWith(GROUP)) {
      return new LeftAlone(
          DiagnosticCode.FOREIGN_DOCUMENT.noteAt(
              at, "the Kubernetes object " + version + "/" + kind + " is left alone"));
    }
    Optional<PeeringSide.Role> role = PeeringResource.role(kind);
    if (role.isPresent()) {
      return PeeringResource.read(document, role.get(), at);
    }
    String entryKind = KINDS.get(kind);
    if (entryKind == null) {
      return new LeftAlone(
          DiagnosticCode.FOREIGN_DOCUMENT.noteAt(
              at, "the resource kind " + kind + " is no config entry and is left alone"));
    }
    return entry(document, entryKind, server);
  }

  /** What a Kubernetes object may have at its top. */
  private static final Set<String> TOP = Set.of("apiversion", "kind", "metadata", "spec", "status");

  private static Outcome entry(MapNode document, String entryKind, ServerProfile server) {
    for (Node.Member member : document.members()) {
      if (!TOP.contains(member.key().toLowerCase(Locale.ROOT))) {
        return refused(
            member.keyRange(),
            member.key(),
            "there is no key \""
                + member.key()
                + "\" beside spec; perhaps it is indented too little");
      }
    }
    if (!(document.get("spec").orElse(document) instanceof MapNode spec)) {
      return refused(document.range(), "spec", "spec must be a map");
    }
    if (!(document.get("metadata").orElse(document) instanceof MapNode metadata)
        || !(metadata.get("name").orElse(document) instanceof Node.TextNode name)) {
      return refused(document.range(), "metadata.name", "metadata.name is required");
    }
    List<Node.Member> members = new ArrayList<>();
    members.add(member("Kind", new Node.TextNode(entryKind, name.range())));
    Node entryName = name;
    boolean hasSpec = document.get("spec").isPresent();
    for (Node.Member member : hasSpec ? spec.members() : List.<Node.Member>of()) {
      if (entryKind.equals("service-intentions") && member.key().equals("destination")) {
        if (member.value() instanceof MapNode destination) {
          entryName = destination.get("name").orElse(entryName);
          destination
              .member("namespace")
              .ifPresent(namespace ->
                  members.add(
                      new Node.Member("Namespace", namespace.keyRange(), namespace.value())));
        }
      } else {
        members.add(member);
      }
    }
    if (!entryKind.equals("mesh")) {
      members.add(1, member("Name", entryName));
    }
    MapNode entry = new MapNode(members, document.range());
    Verdict verdict = EntryJudge.judge(entry, Form.YAML, server, Channel.RESOURCE);
    if (!(verdict instanceof Verdict.Accepted accepted)) {
      return new Judged(verdict);
    }
    List<Diagnostic> faults =
        ResourceRules.check(accepted.entry(), spec, server).stream()
            .map(fault ->
                DiagnosticCode.INVALID_RESOURCE.at(
                    NodePath.find(document, fault.path()), fault.path(), fault.message()))
            .toList();
    return new Judged(
        faults.isEmpty()
            ? verdict
            : new Verdict.Refused(
                Verdict.Stage.VALIDATE,
                faults.getFirst().keyPath() + ": " + faults.getFirst().message(),
                faults));
  }

  private static Node.Member member(String key, Node value) {
    return new Node.Member(key, value.range(), value);
  }

  static Outcome refused(SourceRange range, String path, String message) {
    Diagnostic fault = DiagnosticCode.INVALID_RESOURCE.at(range, path, message);
    return new Judged(new Verdict.Refused(Verdict.Stage.DECODE, message, List.of(fault)));
  }

  private static String text(MapNode map, String key) {
    return map.get(key).orElse(map) instanceof Node.TextNode text ? text.text() : "";
  }
}
