package dev.treaty.agent.connect;

import dev.treaty.model.entry.Tenancy;
import java.util.Locale;

/**
 * The name space in which a cluster's certificates speak: {@code <cluster id>.consul}, whatever the
 * DNS domain is.
 *
 * @param name lower-case, for example {@code 11111111-2222-3333-4444-555555555555.consul}
 */
public record TrustDomain(String name) {

  private static final String SUFFIX = ".consul";

  /** The trust domain of the cluster with this ID. */
  public static TrustDomain ofCluster(String clusterId) {
    return new TrustDomain(clusterId.toLowerCase(Locale.ROOT) + SUFFIX);
  }

  /** The cluster's ID: the name without its ending. */
  public String clusterId() {
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  /** What a dialer asks for by SNI, and what the peering port's certificate carries. */
  public String peeringServerName(String datacenter) {
    return "server." + datacenter + ".peering." + name;
  }

  /** The identity of a service; the partition shows only where it is not the default one. */
  public String serviceUri(Tenancy tenancy, String datacenter, String service) {
    String partition = tenancy.partition().equals("default") ? "" : "/ap/" + tenancy.partition();
    return "spiffe://%s%s/ns/%s/dc/%s/svc/%s"
        .formatted(name, partition, tenancy.namespace(), datacenter, service);
  }

  /** The identity of this cluster's mesh gateways. */
  public String meshGatewayUri(String datacenter) {
    return "spiffe://%s/gateway/mesh/dc/%s".formatted(name, datacenter);
  }

  /** The identity of this cluster's servers. */
  public String serverUri(String datacenter) {
    return "spiffe://%s/agent/server/dc/%s".formatted(name, datacenter);
  }

  /** The identity of the signing CA itself. */
  public String signingUri() {
    return "spiffe://" + name;
  }
}
