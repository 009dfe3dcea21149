package dev.treaty.model.entry.kind;

import dev.treaty.model.value.GoFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as Go's {@code url.ParseRequestURI} takes them. */
final class GoUri {

  private static final Pattern SCHEME =
      Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*):(.*)", Pattern.DOTALL);
  private static final Pattern BAD_ESCAPE =
      Pattern.compile("%(?![0-9a-fA-F]{2}).{0,2}", Pattern.DOTALL);
  private static final Pattern PORT = Pattern.compile(":[0-9]*");

  private GoUri() {}

  /** Go's words for what is wrong, if anything is. */
  static Optional<String> fault(String uri) {
    return cause(uri).map(cause -> "parse " + GoFormat.quote(uri) + ": " + cause);
  }

  private static Optional<String> cause(String uri) {
    if (uri.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      return Optional.of("net/url: invalid control character in URL");
    }
    if (uri.equals("*")) {
      return Optional.empty();
    }
    if (uri.startsWith(":")) {
      return Optional.of("missing protocol scheme");
    }
    Matcher scheme = SCHEME.matcher(uri);
    boolean absolute = scheme.matches();
    String rest = absolute ? scheme.group(2) : uri;
    int query = rest.indexOf('?');
    String path = query < 0 ? rest : rest.substring(0, query);
    if (!path.startsWith("/")) {
      // a scheme makes the rest opaque
      return absolute ? Optional.empty() : Optional.of("invalid URI for request");
    }
    if (!path.startsWith("//") || (!absolute && path.startsWith("///"))) {
      return escape(path);
    }
    if (!absolute) {
      return escape(path);
    }
    int slash = path.indexOf('/', 2);
    String authority = slash < 0 ? path.substring(2) : path.substring(2, slash);
    return host(authority).or(() -> escape(slash < 0 ? "" : path.substring(slash)));
  }

  private static Optional<String> host(String authority) {
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    String port;
    if (host.startsWith("[")) {
      int end = host.lastIndexOf(']');
      if (end < 0) {
        return Optional.of("missing ']' in host");
      }
      port = host.substring(end + 1);
    } else {
      int colon = host.lastIndexOf(':');
      port = colon < 0 ? "" : host.substring(colon);
      for (int i = 0; i < host.length(); i++) {
        char c = host.charAt(i);
        if (" \\^`{|}".indexOf(c) >= 0) {
          return Optional.of(
              "invalid character " + GoFormat.quote(String.valueOf(c)) + " in host name");
        }
      }
    }
    return port.isEmpty() || PORT.matcher(port).matches()
        ? escape(host)
        : Optional.of("invalid port " + GoFormat.quote(port) + " after host");
  }

  private static Optional<String> escape(String text) {
    Matcher bad = BAD_ESCAPE.matcher(text);
    return bad.find()
        ? Optional.of("invalid URL escape " + GoFormat.quote(bad.group()))
        : Optional.empty();
  }
}
