package dev.treaty.git;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a repository is. A password that stood in the address is kept apart, so that what is
 * printed never holds it.
 *
 * @param text the address without secrets
 * @param user the user name that stood in the address
 */
public record GitUrl(
    Transport transport, String text, Optional<String> user, Optional<GitSecret> password) {

  /** How the repository is reached. */
  public enum Transport {
    LOCAL,
    HTTPS,
    /** Loopback only: nothing protects a commit on its way. */
    HTTP,
    SSH
  }

  private static final Pattern SCP_LIKE = Pattern.compile("(?:[\\w.-]+@)?[\\w.-]+:(?!//)[^\\\\]+");
  private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "[::1]");

  /**
   * Reads an address: {@code https://}, {@code ssh://}, {@code user@host:path}, {@code file://} or
   * a path.
   *
   * @throws IllegalArgumentException for any other; the text does not repeat the address
   */
  public static GitUrl of(String address) {
    if (address.isBlank() || address.startsWith("-") || hasControl(address)) {
      throw new IllegalArgumentException("not a repository address");
    }
    if (!address.contains("://")) {
      // A drive letter or a path with a colon is a path when it begins like one.
      boolean path = address.startsWith("/") || address.startsWith(".");
      if (!path && address.contains("::")) {
        throw new IllegalArgumentException("no helper program is run for a repository");
      }
      return !path && SCP_LIKE.matcher(address).matches()
          ? new GitUrl(Transport.SSH, address, Optional.empty(), Optional.empty())
          : local(address);
    }
    URI uri;
    try {
      uri = new URI(address);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a repository address");
    }
    return switch (String.valueOf(uri.getScheme())) {
      case "file" -> local(Optional.ofNullable(uri.getPath()).orElse(""));
      case "https" -> remote(Transport.HTTPS, uri);
      case "http" -> {
        if (!LOOPBACK.contains(uri.getHost())) {
          throw new IllegalArgumentException(
              "http:// protects nothing on its way; use https:// or ssh://");
        }
        yield remote(Transport.HTTP, uri);
      }
      case "ssh" -> remote(Transport.SSH, uri);
      default ->
          throw new IllegalArgumentException(
              "a repository is reached by https://, ssh://, file:// or a path");
    };
  }

  private static boolean hasControl(String text) {
    return text.chars().anyMatch(c -> c < 0x20 || c == 0x7f);
  }

  private static GitUrl local(String path) {
    return new GitUrl(
        Transport.LOCAL,
        Path.of(path).toAbsolutePath().normalize().toString(),
        Optional.empty(),
        Optional.empty());
  }

  private static GitUrl remote(Transport transport, URI uri) {
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("the repository address names no host");
    }
    String raw = uri.getRawUserInfo();
    Optional<String> user = Optional.empty();
    Optional<GitSecret> password = Optional.empty();
    if (raw != null) {
      String[] parts = raw.split(":", 2);
      user = Optional.of(decode(parts[0]));
      password = parts.length == 2 ? Optional.of(GitSecret.of(decode(parts[1]))) : password;
    }
    String authority = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    // An SSH user is part of the address; an HTTPS one may itself be a token.
    String shown = transport == Transport.SSH ? user.map(u -> u + "@").orElse("") : "";
    return new GitUrl(
        transport,
        uri.getScheme()
            + "://"
            + shown
            + authority
            + Optional.ofNullable(uri.getRawPath()).orElse(""),
        user,
        password);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return text;
  }
}
