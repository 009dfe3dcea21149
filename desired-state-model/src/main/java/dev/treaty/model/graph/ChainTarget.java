package dev.treaty.model.graph;

import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.Value;
import java.util.Optional;

/**
 * Where a chain ends: a set of instances that one catalog query finds.
 *
 * @param connectTimeout in nanoseconds
 * @param external whether it lies outside of the mesh, by {@code ExternalSNI}
 * @param prioritizeByLocality the mode, where some entry says one
 */
public record ChainTarget(
    Place place,
    long connectTimeout,
    boolean external,
    String sni,
    String name,
    Value.Fields subset,
    String meshGatewayMode,
    boolean dialedDirectly,
    Optional<Value.Fields> prioritizeByLocality) {

  /**
   * Where it lies.
   *
   * @param datacenter empty where it lies in a peer
   * @param peer empty where it lies in this cluster
   */
  public record Place(
      String service,
      String subset,
      String namespace,
      String partition,
      String datacenter,
      String peer) {

    /** The name of the target in its chain. */
    public String id() {
      String local = service + "." + namespace + "." + partition + ".";
      if (!peer.isEmpty()) {
        return local + "external." + peer;
      }
      return (subset.isEmpty() ? "" : subset + ".") + local + datacenter;
    }

    public Tenancy tenancy() {
      return new Tenancy(partition, namespace);
    }

    ServiceId serviceId() {
      return new ServiceId(service, tenancy());
    }
  }

  static ChainTarget at(Place place, String trustDomain) {
    String sni = place.peer().isEmpty() ? sni(place, trustDomain) : "";
    return new ChainTarget(
        place, 0, false, sni, sni, Value.Fields.EMPTY, "", false, Optional.empty());
  }

  /** The server name under which the target is dialed in the mesh. */
  private static String sni(Place place, String trustDomain) {
    String service = (place.subset().isEmpty() ? "" : place.subset() + ".") + place.service();
    boolean inDefault = place.partition().equals("default");
    return service
        + "."
        + place.namespace()
        + (inDefault ? "." : "." + place.partition() + ".")
        + place.datacenter()
        + (inDefault ? ".internal." : ".internal-v1.")
        + trustDomain;
  }

  public String id() {
    return place.id();
  }
}
