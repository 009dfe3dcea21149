package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.EntryKind;
import java.util.List;
import java.util.Optional;

/** The kinds of all releases and editions of Consul. */
public final class AllKinds {

  /** In the order in which they are best written ({@code http-and-config-entries} §3.15). */
  private static final List<EntryKind> SUPPORTED =
      List.of(
          new ControlPlaneRequestLimit(),
          new RateLimit(),
          new SamenessGroup(),
          new Mesh(),
          new ProxyDefaults(),
          new ServiceDefaults(),
          new JwtProvider(),
          new ServiceResolver(),
          new ServiceSplitter(),
          new ServiceRouter(),
          new InlineCertificate(),
          new FileSystemCertificate(),
          new IngressGateway(),
          new TerminatingGateway(),
          new ApiGateway(),
          new BoundApiGateway(),
          new HttpRoute(),
          new TcpRoute(),
          new ServiceIntentions(),
          new ExportedServices());

  private AllKinds() {}

  public static List<EntryKind> supported() {
    return SUPPORTED;
  }

  public static Optional<EntryKind> find(String name) {
    return SUPPORTED.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }
}
