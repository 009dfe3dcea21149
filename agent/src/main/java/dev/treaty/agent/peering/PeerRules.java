package dev.treaty.agent.peering;

import dev.treaty.agent.connect.Pem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a peering may be called, carry and dial: Consul's rules, in Consul's words and order. */
final class PeerRules {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern META_KEY = Pattern.compile("[a-zA-Z0-9_-]+");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+(%[\\w.-]+)?");
  private static final int META_PAIRS = 64;
  private static final int META_KEY_LENGTH = 128;
  private static final int META_VALUE_LENGTH = 512;

  /** More than any cluster has servers: each address is one we would dial. */
  static final int MAX_ADDRESSES = 64;

  private PeerRules() {}

  /** Why the name cannot be one; empty if it can. */
  static Optional<String> nameProblem(String name) {
    return NAME.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(
            name
                + " is not a valid peer name: a valid peering name must consist of lower case"
                + " alphanumeric characters or '-', and must start and end with an alphanumeric"
                + " character");
  }

  /** Why the meta is refused; empty if it is not. */
  static Optional<String> metaProblem(Map<String, String> meta) {
    if (meta.size() > META_PAIRS) {
      return Optional.of(
          "meta tags failed validation: Node metadata cannot contain more than 64 key/value pairs");
    }
    for (Map.Entry<String, String> pair : meta.entrySet()) {
      Optional<String> problem = pairProblem(pair.getKey(), pair.getValue());
      if (problem.isPresent()) {
        return Optional.of(
            "meta tags failed validation: Couldn't load metadata pair ('%s', '%s'): %s"
                .formatted(pair.getKey(), pair.getValue(), problem.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> pairProblem(String key, String value) {
    if (key.isEmpty()) {
      return Optional.of("Key cannot be blank");
    }
    if (!META_KEY.matcher(key).matches()) {
      return Optional.of("Key contains invalid characters");
    }
    if (key.length() > META_KEY_LENGTH) {
      return Optional.of("Key is too long (limit: 128 characters)");
    }
    if (key.startsWith("consul-")) {
      return Optional.of("Key prefix 'consul-' is reserved for internal use");
    }
    if (value.length() > META_VALUE_LENGTH) {
      return Optional.of("Value is too long (limit: 512 characters)");
    }
    return Optional.empty();
  }

  /** Whether a text is {@code host:port} as one can dial it. */
  static boolean isDialable(String address) {
    int colon = address.lastIndexOf(':');
    if (colon <= 0) {
      return false;
    }
    String host = address.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      return false; // IPv6 without brackets
    }
    String port = address.substring(colon + 1);
    return HOST.matcher(host).matches()
        && port.matches("\\d{1,5}")
        && Integer.parseInt(port) >= 1
        && Integer.parseInt(port) <= 65535;
  }

  /** Why a token cannot be used, in Consul's order of checks; empty if it can. */
  static Optional<String> tokenProblem(PeeringToken token) {
    for (String pem : token.certificateAuthorities()) {
      if (Pem.certificate(pem) instanceof Pem.Read.Refused refused) {
        return Optional.of("peering token invalid CA: " + refused.reason());
      }
    }
    List<String> addresses = token.dialAddresses();
    if (addresses.isEmpty()) {
      return Optional.of("peering token server addresses value is empty");
    }
    if (token.manualServerAddresses().size() > MAX_ADDRESSES
        || token.serverAddresses().size() > MAX_ADDRESSES) {
      return Optional.of("peering token has more than " + MAX_ADDRESSES + " server addresses");
    }
    for (List<String> list : List.of(token.manualServerAddresses(), token.serverAddresses())) {
      for (String address : list) {
        if (!isDialable(address)) {
          return Optional.of(address + " is not a valid peering server address");
        }
      }
    }
    if (!token.certificateAuthorities().isEmpty() && token.serverName().isEmpty()) {
      return Optional.of("peering token server name value is empty");
    }
    if (token.peerId().isEmpty()) {
      return Optional.of("peering token peer ID value is empty");
    }
    return Optional.empty();
  }
}
