package dev.treaty.agent.http;

/**
 * The right a route needs when ACLs are on, as the documentation prints it; what it is checked on
 * (a name in the path or in the body) is the endpoint's knowledge.
 *
 * @param text Consul's notation, for example {@code service:write}
 */
public record Right(String text) {

  /** Anybody may. */
  public static final Right NONE = new Right("none");

  public static final Right AGENT_READ = new Right("agent:read");
  public static final Right AGENT_WRITE = new Right("agent:write");
  public static final Right NODE_READ = new Right("node:read");
  public static final Right NODE_WRITE = new Right("node:write");
  public static final Right SERVICE_READ = new Right("service:read");
  public static final Right SERVICE_WRITE = new Right("service:write");
  public static final Right INTENTIONS_READ = new Right("intentions:read");
  public static final Right INTENTIONS_WRITE = new Right("intentions:write");
  public static final Right PEERING_READ = new Right("peering:read");
  public static final Right PEERING_WRITE = new Right("peering:write");
  public static final Right OPERATOR_READ = new Right("operator:read");
  public static final Right OPERATOR_WRITE = new Right("operator:write");

  /** Everything: whoever may do this may do all. */
  public static final Right MANAGEMENT = new Right("acl:write");

  /** Depends on the kind of the config entry: {@code http-and-config-entries} §7.2. */
  public static final Right BY_KIND = new Right("by kind");
}
