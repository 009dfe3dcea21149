package dev.treaty.model.entry;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.entry.kind.AllKinds;
import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.Nearest;
import dev.treaty.model.value.GoFormat;
import java.util.List;
import java.util.Optional;

/** Refuses kinds that do not exist, or not on the server, or that servers keep to themselves. */
final class KindRefusal {

  private static final String ONLY_SERVERS = "only writeable by controller";

  private KindRefusal() {}

  /** The refusal of a kind that this server does not have. */
  static Verdict.Refused of(String kind, SourceRange range, ServerProfile server) {
    String text = "invalid config entry kind: " + kind;
    Optional<EntryKind> elsewhere = AllKinds.find(kind);
    if (elsewhere.isPresent()) {
      return refused(text, notHere(elsewhere.get(), range, server));
    }
    Diagnostic diagnostic =
        DiagnosticCode.UNKNOWN_KIND.at(
            range, "Kind", "there is no config entry kind " + GoFormat.quote(kind));
    List<String> known = Kinds.supportedBy(server);
    String near = Nearest.of(kind, known).orElse("");
    return refused(
        text,
        diagnostic.withHint(
            near.isEmpty()
                ? "the kinds are " + String.join(", ", known)
                : "did you mean \"" + near + "\"?"));
  }

  private static Diagnostic notHere(EntryKind kind, SourceRange range, ServerProfile server) {
    String quoted = "the kind " + GoFormat.quote(kind.name());
    if (kind.enterprise() && !server.enterprise()) {
      return DiagnosticCode.ENTERPRISE_ONLY
          .at(range, "Kind", quoted + " belongs to Consul Enterprise; this server refuses it")
          .withHint("remove the entry");
    }
    return DiagnosticCode.NEWER_CONSUL
        .at(range, "Kind", quoted + " is known only since Consul " + kind.since())
        .withHint("remove the entry, or upgrade the cluster");
  }

  /** The refusal of an entry that a server keeps to itself. */
  static Verdict.Refused ofServers(String kind, SourceRange range) {
    Diagnostic diagnostic =
        DiagnosticCode.SERVERS_ONLY
            .at(range, "Kind", "entries of the kind " + GoFormat.quote(kind) + " cannot be written")
            .withHint("a server writes them by itself; remove the entry");
    return new Verdict.Refused(
        Verdict.Stage.VALIDATE, "Permission denied: " + ONLY_SERVERS, List.of(diagnostic));
  }

  private static Verdict.Refused refused(String text, Diagnostic diagnostic) {
    return new Verdict.Refused(Verdict.Stage.DECODE, text, List.of(diagnostic));
  }
}
