package dev.treaty.diff;

/**
 * The kinds in the order in which they may be created; they are deleted in reverse ({@code
 * http-and-config-entries} §3.15).
 */
enum Tier {
  MESH(1, "mesh"),
  PROXY_DEFAULTS(2, "proxy-defaults"),
  SERVICE_DEFAULTS(3, "service-defaults"),
  JWT_PROVIDERS(4, "jwt-providers"),
  SAMENESS_GROUPS(5, "sameness-groups"),
  RESOLVERS(6, "service-resolvers"),
  SPLITTERS(7, "service-splitters"),
  ROUTERS(8, "service-routers"),
  CERTIFICATES(9, "certificates"),
  GATEWAYS(10, "gateways"),
  ROUTES(11, "gateway routes"),
  INTENTIONS(12, "service-intentions"),
  EXPORTS(13, "exported-services"),
  OTHER(14, "other entries");

  private final int rank;
  private final String plural;

  Tier(int rank, String plural) {
    this.rank = rank;
    this.plural = plural;
  }

  /** Lower ones are created earlier. */
  int rank() {
    return rank;
  }

  String plural() {
    return plural;
  }

  static Tier of(String kind) {
    return switch (kind) {
      case "mesh", "control-plane-request-limit" -> MESH;
      case "proxy-defaults" -> PROXY_DEFAULTS;
      case "service-defaults" -> SERVICE_DEFAULTS;
      case "jwt-provider" -> JWT_PROVIDERS;
      case "sameness-group" -> SAMENESS_GROUPS;
      case "service-resolver" -> RESOLVERS;
      case "service-splitter" -> SPLITTERS;
      case "service-router" -> ROUTERS;
      case "inline-certificate", "file-system-certificate" -> CERTIFICATES;
      case "ingress-gateway", "terminating-gateway", "api-gateway" -> GATEWAYS;
      case "http-route", "tcp-route" -> ROUTES;
      case "service-intentions" -> INTENTIONS;
      case "exported-services" -> EXPORTS;
      default -> OTHER;
    };
  }
}
