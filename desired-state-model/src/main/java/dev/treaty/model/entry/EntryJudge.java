package dev.treaty.model.entry;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.entry.kind.AllKinds;
import dev.treaty.model.schema.Channel;
import dev.treaty.model.schema.Decoded;
import dev.treaty.model.schema.Decoder;
import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Printer;
import dev.treaty.model.syntax.Form;
import dev.treaty.model.syntax.JsonReader;
import dev.treaty.model.syntax.Node;
import dev.treaty.model.syntax.Node.MapNode;
import dev.treaty.model.syntax.Parsed;
import dev.treaty.model.syntax.SourceText;
import dev.treaty.model.value.GoJsonSyntax;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges config entries as a Consul server does: decode, normalise, validate, in its words. */
public final class EntryJudge {

  private static final String NO_KIND = "Payload does not contain a kind/Kind key at the top level";

  /** Nobody reads more; what Consul would say is still complete. */
  private static final int MAX_DIAGNOSTICS = 50;

  private EntryJudge() {}

  /** A document of a file, as {@code consul config write} would bring it to the server. */
  public static Verdict judge(MapNode document, Form form, ServerProfile server) {
    return judge(document, form, server, Channel.COMMAND_LINE);
  }

  /** A request body as {@code PUT /v1/config} takes it; bytes after the document are ignored. */
  public static Verdict judgeJson(byte[] body, ServerProfile server) {
    Parsed parsed = JsonReader.readFirst(SourceText.of("body", body));
    List<Diagnostic> errors = parsed.diagnostics().stream().filter(Diagnostic::isError).toList();
    Optional<String> syntax = GoJsonSyntax.faultOfFirst(body);
    if (syntax.isPresent() || !errors.isEmpty() || parsed.root().isEmpty()) {
      return RequestBody.refuse(body, syntax, errors);
    }
    return judge(parsed.root().get(), Form.JSON, server, Channel.REQUEST);
  }

  static Verdict judge(MapNode document, Form form, ServerProfile server, Channel channel) {
    Optional<Node.Member> member = document.member("Kind").or(() -> document.member("kind"));
    if (member.isEmpty()) {
      SourceRange range = document.range();
      return refused(
          NO_KIND,
          DiagnosticCode.NO_KIND
              .at(
                  SourceRange.at(range.file(), range.startLine(), range.startColumn()),
                  "Kind",
                  "the entry does not say its kind")
              .withHint(kindHint(document)));
    }
    Node value = member.get().value();
    if (!(value instanceof Node.TextNode(String kind, SourceRange range))) {
      return refused(
          "Kind value in payload is not a string",
          DiagnosticCode.WRONG_TYPE.at(
              value.range(), "Kind", "expected a text, found " + value.noun()));
    }
    Optional<EntryKind> found = AllKinds.find(kind).filter(known -> known.isKnownTo(server));
    if (found.isEmpty()) {
      return KindRefusal.of(kind, range, server);
    }
    Verdict verdict = judge(found.get(), document, form, server, channel);
    return found.get().writtenByServers() && verdict instanceof Verdict.Accepted
        ? KindRefusal.ofServers(kind, range)
        : verdict;
  }

  private static Verdict judge(
      EntryKind kind, MapNode document, Form form, ServerProfile server, Channel channel) {
    Decoded decoded = Decoder.decode(kind.shape(), document, server, form, channel);
    if (decoded.failed()) {
      return new Verdict.Refused(Verdict.Stage.DECODE, decoded.consulText(), decoded.diagnostics());
    }
    Value.Fields normal = kind.normalise(decoded.value(), server);
    Findings findings = new Findings();
    kind.check(normal, server, findings);
    if (!findings.failed()) {
      NameRule.check(normal, findings);
    }
    if (findings.failed()) {
      return new Verdict.Refused(
          findings.isEarly() ? Verdict.Stage.NORMALISE : Verdict.Stage.VALIDATE,
          findings.consulText(),
          findings.errors().stream()
              .limit(MAX_DIAGNOSTICS)
              .map(finding ->
                  DiagnosticCode.INVALID_ENTRY.at(
                      place(decoded.places(), finding.path()),
                      finding.path(),
                      finding.text().strip()))
              .toList());
    }
    List<Diagnostic> warnings = new ArrayList<>(decoded.diagnostics());
    findings.warnings().stream()
        .limit(MAX_DIAGNOSTICS)
        .forEach(finding ->
            warnings.add(
                DiagnosticCode.DUBIOUS_VALUE.warnAt(
                    place(decoded.places(), finding.path()), finding.path(), finding.text())));
    Value.Fields body = Printer.print(kind.shape(), normal, server);
    return new Verdict.Accepted(new Entry(StoredEntry.keyOf(body), body), List.copyOf(warnings));
  }

  /** The place of the path, or of the nearest map around it. */
  private static SourceRange place(Map<String, SourceRange> places, String path) {
    String at = path;
    while (true) {
      SourceRange range = places.get(at);
      if (range != null) {
        return at.equals(path) ? range : startOf(range);
      }
      int cut = Math.max(at.lastIndexOf('.'), at.lastIndexOf('['));
      at = cut < 0 ? "" : at.substring(0, cut);
    }
  }

  private static SourceRange startOf(SourceRange range) {
    return range.startLine() == range.endLine()
        ? range
        : SourceRange.at(range.file(), range.startLine(), range.startColumn());
  }

  private static String kindHint(MapNode document) {
    for (Node.Member member : document.members()) {
      if (member.key().equalsIgnoreCase("kind")) {
        return "write the key \"" + member.key() + "\" as Kind or kind";
      }
    }
    return "add Kind = \"…\"; the kinds are " + String.join(", ", Kinds.supported());
  }

  private static Verdict.Refused refused(String consulText, Diagnostic diagnostic) {
    return new Verdict.Refused(Verdict.Stage.DECODE, consulText, List.of(diagnostic));
  }
}
