package dev.treaty.model.graph;

import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.value.GoFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Permissions look at requests, so the destination must speak HTTP. */
final class IntentionRules {

  private IntentionRules() {}

  static Optional<GraphFault> fault(List<Entry> intentions, Function<ServiceId, ServiceEnd> ends) {
    for (Entry entry : intentions) {
      if (!looksAtRequests(entry)) {
        continue;
      }
      ServiceId service = ServiceId.of(entry.key());
      String protocol = ends.apply(service).protocol();
      if (!Protocols.isHttpLike(protocol)) {
        return Optional.of(
            GraphFault.of(
                DiagnosticCode.PERMISSIONS_NEED_HTTP,
                "service "
                    + GoFormat.quote(service.text())
                    + " has protocol "
                    + GoFormat.quote(protocol)
                    + ", which is incompatible with L7 intentions permissions",
                entry.key(),
                service.entry("service-defaults"),
                Protocols.global(service.tenancy().partition())));
      }
    }
    return Optional.empty();
  }

  static boolean looksAtRequests(Entry entry) {
    boolean wildcard =
        entry.key().name().equals("*") || entry.key().tenancy().namespace().equals("*");
    return !wildcard
        && entry.body().maps("Sources").stream()
            .anyMatch(source -> !source.items("Permissions").isEmpty());
  }
}
