package dev.treaty.agent.connect;

import dev.treaty.model.entry.Tenancy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The identities that a Connect certificate can carry in its URI name. */
public sealed interface SpiffeUri {

  /** Of which cluster it speaks, lower-cased. */
  String trustDomain();

  /** A service, the only kind that intentions judge. */
  record Service(String trustDomain, Tenancy tenancy, String datacenter, String service)
      implements SpiffeUri {}

  /** Any other known kind: agent, server, mesh gateway, or the signing CA itself. */
  record Other(String trustDomain, String path) implements SpiffeUri {}

  Pattern SERVICE = Pattern.compile("^(?:/ap/([^/]+))?/ns/([^/]+)/dc/([^/]+)/svc/([^/]+)$");

  Pattern OTHER =
      Pattern.compile(
          "^(?:/ap/[^/]+)?/(?:agent/client/dc/[^/]+/id/[^/]+|agent/server/dc/[^/]+"
              + "|gateway/mesh/dc/[^/]+)$");

  /** Reads an identity; empty where Consul knows no such form. */
  static Optional<SpiffeUri> parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
    String host = uri.getAuthority();
    if (!"spiffe".equals(uri.getScheme()) || host == null || host.isEmpty()) {
      return Optional.empty();
    }
    String domain = host.toLowerCase(Locale.ROOT);
    // The decoded path would let an escaped slash pass for a separator.
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    if (path.isEmpty() || OTHER.matcher(path).matches()) {
      return Optional.of(new Other(domain, path));
    }
    Matcher service = SERVICE.matcher(path);
    if (!service.matches()) {
      return Optional.empty();
    }
    String partition = service.group(1) == null ? "" : decoded(service.group(1));
    return Optional.of(
        new Service(
            domain,
            new Tenancy(partition, decoded(service.group(2))),
            decoded(service.group(3)),
            decoded(service.group(4))));
  }

  private static String decoded(String segment) {
    return URI.create("x:/" + segment).getPath().substring(1);
  }
}
