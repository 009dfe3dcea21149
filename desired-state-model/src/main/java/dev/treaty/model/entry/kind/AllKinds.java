package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.EntryKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The kinds that are judged, and the names of those that Consul has beside them. */
public final class AllKinds {

  private static final List<EntryKind> SUPPORTED =
      List.of(
          new ServiceDefaults(),
          new ProxyDefaults(),
          new ServiceIntentions(),
          new ExportedServices());

  private static final Set<String> KNOWN =
      Set.of(
          "api-gateway",
          "bound-api-gateway",
          "control-plane-request-limit",
          "exported-services",
          "file-system-certificate",
          "http-route",
          "ingress-gateway",
          "inline-certificate",
          "jwt-provider",
          "mesh",
          "proxy-defaults",
          "rate-limit",
          "sameness-group",
          "service-defaults",
          "service-intentions",
          "service-resolver",
          "service-router",
          "service-splitter",
          "tcp-route",
          "terminating-gateway");

  private AllKinds() {}

  public static List<EntryKind> supported() {
    return SUPPORTED;
  }

  public static Optional<EntryKind> find(String name) {
    return SUPPORTED.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }

  /** Whether some release or edition of Consul has a kind of this name. */
  public static boolean isKnown(String name) {
    return KNOWN.contains(name);
  }
}
