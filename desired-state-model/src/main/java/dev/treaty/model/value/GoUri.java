package dev.treaty.model.value;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as Go's {@code net/url} takes them, with its words for what is wrong. */
public final class GoUri {

  private static final Pattern SCHEME =
      Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*):(.*)", Pattern.DOTALL);
  private static final Pattern BAD_ESCAPE =
      Pattern.compile("%(?![0-9a-fA-F]{2}).{0,2}", Pattern.DOTALL);
  private static final Pattern BAD_IN_HOST =
      Pattern.compile(
          "%(?![0-9a-fA-F]{2}).{0,2}|%(?!25)[0-7][0-9a-fA-F]|[ \\\\^`{|}#?/%@]", Pattern.DOTALL);
  private static final Pattern PORT = Pattern.compile("(:[0-9]*)?");
  private static final Pattern USER = Pattern.compile("[A-Za-z0-9._:~!$&'()*+,;=%@-]*");
  private static final Pattern IPV6 = Pattern.compile("(?i)[0-9a-f:]*:[0-9a-f:.]*(%.+)?");

  private GoUri() {}

  /** What {@code url.ParseRequestURI} has against an address, if anything. */
  public static Optional<String> faultOfRequest(String uri) {
    return cause(uri, true).map(cause -> "parse " + GoFormat.quote(uri) + ": " + cause);
  }

  /** What {@code url.Parse} has against an address, if anything. */
  public static Optional<String> fault(String uri) {
    int hash = uri.indexOf('#');
    String front = hash < 0 ? uri : uri.substring(0, hash);
    Optional<String> cause = cause(front, false);
    return cause.isPresent()
        ? cause.map(text -> "parse " + GoFormat.quote(front) + ": " + text)
        : escape(hash < 0 ? "" : uri.substring(hash + 1))
            .map(text -> "parse " + GoFormat.quote(uri) + ": " + text);
  }

  private static Optional<String> cause(String uri, boolean request) {
    if (uri.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      return Optional.of("net/url: invalid control character in URL");
    }
    if (uri.isEmpty() && request) {
      return Optional.of("empty url");
    }
    if (uri.startsWith(":")) {
      return Optional.of("missing protocol scheme");
    }
    Matcher scheme = SCHEME.matcher(uri);
    boolean absolute = scheme.matches();
    String rest = absolute ? scheme.group(2) : uri;
    int query = rest.indexOf('?');
    String path = query < 0 ? rest : rest.substring(0, query);
    if (uri.equals("*") || (absolute && !path.startsWith("/"))) {
      return Optional.empty(); // a scheme makes the rest opaque
    }
    if (!path.startsWith("/") && request) {
      return Optional.of("invalid URI for request");
    }
    if (!path.startsWith("/") && path.split("/", 2)[0].contains(":")) {
      return Optional.of("first path segment in URL cannot contain colon");
    }
    boolean hasHost = path.startsWith("//") && (absolute || (!request && !path.startsWith("///")));
    if (!hasHost) {
      return escape(path);
    }
    int slash = path.indexOf('/', 2);
    String authority = slash < 0 ? path.substring(2) : path.substring(2, slash);
    return authority(authority).or(() -> escape(slash < 0 ? "" : path.substring(slash)));
  }

  private static Optional<String> authority(String authority) {
    int at = authority.lastIndexOf('@');
    Optional<String> host = host(authority.substring(at + 1));
    if (host.isPresent() || at < 0) {
      return host;
    }
    String user = authority.substring(0, at);
    return USER.matcher(user).matches() ? escape(user) : Optional.of("net/url: invalid userinfo");
  }

  private static Optional<String> host(String host) {
    int bracket = host.lastIndexOf('[');
    if (bracket > 0) {
      return Optional.of("invalid IP-literal");
    }
    if (bracket == 0) {
      return literal(host);
    }
    int colon = host.lastIndexOf(':');
    String port = colon < 0 ? "" : host.substring(colon);
    return port(port).or(() -> inHost(host));
  }

  private static Optional<String> literal(String host) {
    int end = host.lastIndexOf(']');
    if (end < 0) {
      return Optional.of("missing ']' in host");
    }
    Optional<String> port = port(host.substring(end + 1));
    if (port.isPresent()) {
      return port;
    }
    String address = host.substring(1, end);
    Optional<String> bad = inHost(address);
    return bad.isPresent() || IPV6.matcher(address).matches()
        ? bad
        : Optional.of(
            "invalid host: ParseAddr(" + GoFormat.quote(address) + "): unable to parse IP");
  }

  private static Optional<String> port(String port) {
    return PORT.matcher(port).matches()
        ? Optional.empty()
        : Optional.of("invalid port " + GoFormat.quote(port) + " after host");
  }

  private static Optional<String> inHost(String host) {
    Matcher bad = BAD_IN_HOST.matcher(host);
    if (!bad.find()) {
      return Optional.empty();
    }
    String what = GoFormat.quote(bad.group());
    return Optional.of(
        bad.group().startsWith("%")
            ? "invalid URL escape " + what
            : "invalid character " + what + " in host name");
  }

  private static Optional<String> escape(String text) {
    Matcher bad = BAD_ESCAPE.matcher(text);
    return bad.find()
        ? Optional.of("invalid URL escape " + GoFormat.quote(bad.group()))
        : Optional.empty();
  }
}
