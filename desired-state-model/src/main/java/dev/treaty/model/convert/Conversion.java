package dev.treaty.model.convert;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryDocuments;
import dev.treaty.model.entry.FileVerdict;
import dev.treaty.model.entry.ResourceKinds;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.kind.AllKinds;
import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.syntax.CanonicalLayout;
import dev.treaty.model.syntax.Comments;
import dev.treaty.model.syntax.Form;
import dev.treaty.model.syntax.Node;
import dev.treaty.model.syntax.Parsed;
import dev.treaty.model.syntax.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a file of entries in another form. Comments stay where the form has them.
 *
 * <p>The result is judged: a server stores the same of it, or there is none.
 */
public final class Conversion {

  /** A form to write. */
  public enum Target {
    HCL("converted.hcl"),
    JSON("converted.json"),
    YAML("converted.yaml"),
    /** A consul-k8s custom resource. */
    CRD("converted.yaml");

    private final String file;

    Target(String file) {
      this.file = file;
    }
  }

  /** What came of it. */
  public sealed interface Result {}

  /** The file in the other form. */
  public record Converted(String text) implements Result {}

  /** Why there is none. */
  public record Refused(List<Diagnostic> diagnostics) implements Result {}

  private final SourceText source;
  private final Form form;
  private final Target target;
  private final ServerProfile server;

  private Conversion(SourceText source, Form form, Target target, ServerProfile server) {
    this.source = source;
    this.form = form;
    this.target = target;
    this.server = server;
  }

  /** Converts a file whose entries the server takes. */
  public static Result convert(SourceText source, Target target, ServerProfile server) {
    FileVerdict verdict = FileVerdict.of(source, server);
    Optional<Form> form = EntryDocuments.formOf(source.file());
    if (!verdict.isValid() || form.isEmpty()) {
      return new Refused(verdict.diagnostics());
    }
    return new Conversion(source, form.get(), target, server).convert(verdict.entries());
  }

  private Result convert(List<Entry> entries) {
    List<Node.MapNode> roots =
        CanonicalLayout.read(source, form).stream()
            .map(Parsed::root)
            .flatMap(Optional::stream)
            .toList();
    if (roots.size() != 1 && (target == Target.HCL || target == Target.JSON)) {
      return refuse("the file holds " + roots.size() + " documents; this form holds one");
    }
    List<Comments.Comment> comments = Comments.of(source, form);
    int told = 0;
    List<String> documents = new ArrayList<>();
    for (int i = 0; i < roots.size(); i++) {
      int end = i + 1 == roots.size() ? Integer.MAX_VALUE : roots.get(i + 1).range().startLine();
      int first = told;
      while (told < comments.size() && comments.get(told).line() < end) {
        told++;
      }
      Written.Keyed written = CommentedTree.of(roots.get(i), comments.subList(first, told), form);
      if (target == Target.CRD && !Resources.isResource(written) && hasMeta(written)) {
        return refuse("a custom resource has no Meta");
      }
      Optional<String> document = document(written);
      if (document.isEmpty()) {
        return refuse("a document of the file has no such form");
      }
      documents.add(document.get());
    }
    String text = String.join("---\n", documents);
    if (text.length() > SourceText.MAX_BYTES) {
      return refuse("the result would have more than " + SourceText.MAX_BYTES + " bytes");
    }
    FileVerdict again = FileVerdict.of(new SourceText(target.file, text), server);
    if (!again.isValid()) {
      return new Refused(again.diagnostics());
    }
    return again.entries().equals(entries)
        ? new Converted(text)
        : refuse("the file says something that this form cannot say");
  }

  private static boolean hasMeta(Written.Keyed entry) {
    return entry.members().stream().anyMatch(member -> member.key().equalsIgnoreCase("meta"));
  }

  private Result refuse(String why) {
    return new Refused(
        List.of(DiagnosticCode.NOT_CONVERTIBLE.at(SourceRange.at(source.file(), 1, 1), "", why)));
  }

  private Optional<String> document(Written.Keyed written) {
    Resources resources = new Resources(server);
    boolean resource = Resources.isResource(written);
    Optional<EntryKind> kind = kind(written, resource);
    if (target == Target.CRD) {
      return kind.filter(known -> ResourceKinds.ofEntry(known.name()).isPresent())
          .map(known -> resource ? written : resources.toResource(written, known))
          .map(YamlText::of);
    }
    if (resource && kind.isEmpty()) {
      return Optional.empty();
    }
    Written.Keyed entry = resource ? resources.toEntry(written, kind.orElseThrow()) : written;
    return Optional.of(
        switch (target) {
          case HCL -> HclText.of(entry);
          case JSON -> JsonText.of(entry);
          case YAML, CRD -> YamlText.of(entry);
        });
  }

  private static Optional<EntryKind> kind(Written.Keyed written, boolean resource) {
    for (Written.Member member : written.members()) {
      if (member.key().equalsIgnoreCase("kind")
          && member.value() instanceof Written.One(Node.TextNode(String name, SourceRange at))) {
        return resource
            ? ResourceKinds.ofResource(name).flatMap(AllKinds::find)
            : AllKinds.find(name);
      }
    }
    return Optional.empty();
  }
}
