package dev.treaty.model.project;

import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Joins the parts of an entry that several files may contribute to: services of {@code
 * exported-services}, sources of {@code service-intentions}. Everything else is declared once.
 */
final class EntryMerge {

  private final ClusterName cluster;
  private final Findings findings;
  private boolean conflict = false;

  EntryMerge(ClusterName cluster, Findings findings) {
    this.cluster = cluster;
    this.findings = findings;
  }

  Optional<Entry> merge(List<Contribution> parts) {
    Contribution first = parts.get(0);
    Optional<String> list = sharedList(first.entry().key().kind());
    if (list.isEmpty()) {
      for (Contribution part : parts.subList(1, parts.size())) {
        findings.error(
            DiagnosticCode.DECLARED_TWICE,
            part.range(),
            "Name",
            address(part) + " is declared already at " + first.range().position());
      }
      return Optional.empty();
    }
    Map<Value, SourceRange> elements = new HashMap<>();
    List<Value> all = new ArrayList<>();
    Value.Fields body = Value.Fields.EMPTY;
    Map<String, SourceRange> setAt = new HashMap<>();
    for (Contribution part : parts) {
      for (Value.Fields element : part.entry().body().maps(list.get())) {
        SourceRange before = elements.putIfAbsent(identity(element), part.range());
        if (before != null) {
          fail(DiagnosticCode.DECLARED_TWICE, part, list.get(), said(element), before);
        }
        all.add(element);
      }
      body = joined(body, part, list.get(), setAt);
    }
    if (conflict) {
      return Optional.empty();
    }
    Value.Fields whole = body.with(list.get(), new Value.Items(all));
    return Optional.of(new Entry(first.entry().key(), whole));
  }

  private static Optional<String> sharedList(String kind) {
    return switch (kind) {
      case "exported-services" -> Optional.of("Services");
      case "service-intentions" -> Optional.of("Sources");
      default -> Optional.empty();
    };
  }

  /** Everything but the shared list: what both say must be the same; Meta joins key by key. */
  private Value.Fields joined(
      Value.Fields body, Contribution part, String list, Map<String, SourceRange> setAt) {
    Value.Fields result = body;
    for (Map.Entry<String, Value> field : part.entry().body().map().entrySet()) {
      String key = field.getKey();
      Value value = field.getValue();
      Optional<Value> before = result.get(key);
      if (key.equals(list) || (key.equals("Name") && before.isPresent())) {
        continue;
      }
      if (before.isEmpty()) {
        setAt.put(key, part.range());
        result = result.with(key, value);
      } else if (key.equals("Meta")) {
        result = result.with(key, joinedMeta(result.fields(key), part, setAt));
      } else if (!before.get().equals(value)) {
        SourceRange at = setAt.getOrDefault(key, part.range());
        fail(DiagnosticCode.CONFLICTING_PARTS, part, key, "another value of " + key, at);
      }
    }
    return result;
  }

  private Value.Fields joinedMeta(
      Value.Fields meta, Contribution part, Map<String, SourceRange> setAt) {
    Value.Fields result = meta;
    for (Map.Entry<String, Value> pair : part.entry().meta().map().entrySet()) {
      Optional<Value> before = result.get(pair.getKey());
      if (before.isPresent() && !before.get().equals(pair.getValue())) {
        String path = "Meta." + pair.getKey();
        SourceRange at = setAt.getOrDefault("Meta", part.range());
        fail(DiagnosticCode.CONFLICTING_PARTS, part, path, "another value of " + path, at);
      }
      result = result.with(pair.getKey(), pair.getValue());
    }
    return result;
  }

  private void fail(
      DiagnosticCode code, Contribution part, String path, String what, SourceRange before) {
    conflict = true;
    findings.error(
        code,
        part.range(),
        path,
        what + " of " + address(part) + " stands already at " + before.position());
  }

  private String address(Contribution part) {
    return cluster + "/" + part.entry().key().path();
  }

  /** What tells one service or source from another. */
  private static Value identity(Value.Fields element) {
    Value.Fields identity = Value.Fields.EMPTY;
    for (String key : List.of("Name", "Namespace", "Partition", "Peer", "SamenessGroup")) {
      identity = identity.with(key, Value.text(element.text(key)));
    }
    return identity;
  }

  private static String said(Value.Fields element) {
    String peer = element.text("Peer");
    return "\"" + element.text("Name") + "\"" + (peer.isEmpty() ? "" : " of peer \"" + peer + "\"");
  }
}
