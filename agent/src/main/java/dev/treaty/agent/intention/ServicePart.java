package dev.treaty.agent.intention;

import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.agent.notation.GoText;
import dev.treaty.model.entry.Tenancy;
import java.util.List;

/**
 * A service as the parameters name it: {@code name}, {@code ns/name} or {@code ap/ns/name}, a
 * peer's as {@code peer:p/name} or {@code peer:p/ns/name}.
 *
 * @param peer empty for a local one
 */
record ServicePart(String name, Tenancy tenancy, String peer) {

  private static final String PEER = "peer:";

  /**
   * Reads the parameter that must be there once.
   *
   * @throws ApiException 500, Consul's status for all of it
   */
  static ServicePart required(ApiRequest request, String parameter, boolean peerAllowed) {
    List<String> values = request.query().all(parameter);
    if (values.size() != 1) {
      throw ApiException.refused("required query parameter '" + parameter + "' not set");
    }
    return of(parameter, values.getFirst(), request.tenancy(), peerAllowed);
  }

  /** The same where an empty one is as good as none, and which namespace it names means nothing. */
  static ServicePart written(ApiRequest request, String parameter, boolean community) {
    if (request.query().all(parameter).equals(List.of(""))) {
      throw ApiException.refused("required query parameter '" + parameter + "' not set");
    }
    ServicePart part = required(request, parameter, false);
    return community ? new ServicePart(part.name, Tenancy.DEFAULT, "") : part;
  }

  /**
   * Itself, where the edition knows its namespace.
   *
   * @param field the field as Consul's refusal names it
   * @throws ApiException 500
   */
  ServicePart knownTo(boolean community, String field) {
    if (community && !tenancy.namespace().equalsIgnoreCase("default")) {
      throw ApiException.refused(
          "Invalid "
              + field
              + " "
              + GoText.quote(tenancy.namespace())
              + ": Namespaces is a Consul Enterprise feature");
    }
    return community ? new ServicePart(name, Tenancy.DEFAULT, peer) : this;
  }

  static ServicePart of(String parameter, String text, Tenancy around, boolean peerAllowed) {
    if (text.startsWith(PEER) && !peerAllowed) {
      throw invalid(parameter, text, "cannot specify a peer here");
    }
    String[] parts = text.split("/", -1);
    if (parts.length > 3) {
      throw invalid(parameter, text, "input can contain at most two '/'");
    }
    if (text.startsWith(PEER)) {
      String peer = parts[0].substring(PEER.length());
      return switch (parts.length) {
        case 1 -> throw invalid(parameter, text, "need to specify the service name as well");
        case 2 -> new ServicePart(parts[1], around, peer);
        default -> new ServicePart(parts[2], new Tenancy("default", parts[1]), peer);
      };
    }
    return switch (parts.length) {
      case 1 -> new ServicePart(parts[0], around, "");
      case 2 -> new ServicePart(parts[1], new Tenancy(around.partition(), parts[0]), "");
      default -> new ServicePart(parts[2], new Tenancy(parts[0], parts[1]), "");
    };
  }

  private static ApiException invalid(String parameter, String text, String why) {
    return ApiException.refused(parameter + " " + GoText.quote(text) + " is invalid: " + why);
  }
}
