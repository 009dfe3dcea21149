package dev.treaty.model.entry.kind;

/** Host names with wildcards. */
final class HostRule {

  private static final String WILDCARD_PREFIX = "*.";

  private HostRule() {}

  /** Whether a wildcard stands elsewhere than as the first label. */
  static boolean hasInnerWildcard(String host) {
    String rest = host.startsWith(WILDCARD_PREFIX) ? host.substring(2) : host;
    return rest.contains("*");
  }
}
