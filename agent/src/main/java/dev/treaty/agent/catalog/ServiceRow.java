package dev.treaty.agent.catalog;

import dev.treaty.agent.store.Row;
import dev.treaty.model.entry.Tenancy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An instance of a service on a node.
 *
 * @param peer the peer it was imported from; empty for a local one
 * @param node name of the node
 * @param kind empty for an ordinary service, otherwise {@code connect-proxy}, {@code mesh-gateway},
 *     …
 */
public record ServiceRow(
    String peer,
    Tenancy tenancy,
    String node,
    String kind,
    String id,
    String name,
    List<String> tags,
    String address,
    Map<String, ServiceAddress> taggedAddresses,
    Map<String, String> meta,
    int port,
    String socketPath,
    Weights weights,
    boolean enableTagOverride,
    ProxyConfig proxy,
    MeshConfig mesh,
    Locality locality)
    implements Row {

  /** The kind of a sidecar proxy. */
  public static final String CONNECT_PROXY = "connect-proxy";

  public ServiceRow {
    tags = List.copyOf(tags);
    taggedAddresses = Sorted.copy(taggedAddresses);
    meta = Sorted.copy(meta);
    // The usual case is one object, which the many readers recognise without comparing all of it.
    proxy = proxy.equals(ProxyConfig.NONE) ? ProxyConfig.NONE : proxy;
    mesh = mesh.equals(MeshConfig.NONE) ? MeshConfig.NONE : mesh;
  }

  /** A local, ordinary instance with nothing but a name and a port; its ID is the name. */
  public static ServiceRow of(String node, String name, int port) {
    return new ServiceRow(
        "",
        Tenancy.DEFAULT,
        node,
        "",
        name,
        name,
        List.of(),
        "",
        Map.of(),
        Map.of(),
        port,
        "",
        Weights.DEFAULT,
        false,
        ProxyConfig.NONE,
        MeshConfig.NONE,
        Locality.NONE);
  }

  /** The same instance under another ID. */
  public ServiceRow withId(String newId) {
    return with(peer, node, newId, taggedAddresses);
  }

  /** The same instance as imported from the peer, on that node. */
  public ServiceRow importedFrom(String peerName, String onNode) {
    return with(peerName, onNode, id, taggedAddresses);
  }

  /** The same instance with other tagged addresses. */
  public ServiceRow withTaggedAddresses(Map<String, ServiceAddress> addresses) {
    return with(peer, node, id, addresses);
  }

  /** The same instance on another node. */
  public ServiceRow onNode(String other) {
    return with(peer, other, id, taggedAddresses);
  }

  /** The same instance with other tags. */
  public ServiceRow withTags(List<String> others) {
    return new ServiceRow(
        peer,
        tenancy,
        node,
        kind,
        id,
        name,
        others,
        address,
        taggedAddresses,
        meta,
        port,
        socketPath,
        weights,
        enableTagOverride,
        proxy,
        mesh,
        locality);
  }

  /** The same instance on another port. */
  public ServiceRow withPort(int newPort) {
    return new ServiceRow(
        peer,
        tenancy,
        node,
        kind,
        id,
        name,
        tags,
        address,
        taggedAddresses,
        meta,
        newPort,
        socketPath,
        weights,
        enableTagOverride,
        proxy,
        mesh,
        locality);
  }

  private ServiceRow with(
      String newPeer, String newNode, String newId, Map<String, ServiceAddress> addresses) {
    return new ServiceRow(
        newPeer,
        tenancy,
        newNode,
        kind,
        newId,
        name,
        tags,
        address,
        addresses,
        meta,
        port,
        socketPath,
        weights,
        enableTagOverride,
        proxy,
        mesh,
        locality);
  }

  /** The service that mesh callers reach through this instance; empty if they cannot. */
  public Optional<String> meshDestination() {
    if (kind.equals(CONNECT_PROXY)) {
      return Optional.of(proxy.destinationServiceName());
    }
    return mesh.nativeMesh() ? Optional.of(name) : Optional.empty();
  }
}
