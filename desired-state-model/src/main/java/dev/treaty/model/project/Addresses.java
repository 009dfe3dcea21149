package dev.treaty.model.project;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Addresses of a cluster's HTTP API. */
final class Addresses {

  static final String RULE =
      "an address such as \"http://127.0.0.1:8500\" or \"https://consul.example:8501\"";

  private Addresses() {}

  /** The address in its one spelling, or nothing if it is none. */
  static Optional<URI> parse(String text) {
    try {
      URI uri = new URI(text.strip());
      String scheme = uri.getScheme();
      if (scheme == null || uri.getHost() == null || uri.getUserInfo() != null) {
        return Optional.empty();
      }
      scheme = scheme.toLowerCase(Locale.ROOT);
      if (!scheme.equals("http") && !scheme.equals("https")) {
        return Optional.empty();
      }
      if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
        return Optional.empty();
      }
      String path = uri.getRawPath() == null ? "" : uri.getRawPath();
      while (path.endsWith("/")) {
        path = path.substring(0, path.length() - 1);
      }
      int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("http") ? 80 : 443;
      if (port == 0 || port > 65535) {
        return Optional.empty();
      }
      String host = uri.getHost().toLowerCase(Locale.ROOT);
      return Optional.of(new URI(scheme + "://" + host + ":" + port + path));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** As Consul's own variables spell it: the scheme may be missing. */
  static Optional<URI> parseLoose(String text, String schemeIfMissing) {
    return parse(text.contains("://") ? text : schemeIfMissing + "://" + text);
  }
}
