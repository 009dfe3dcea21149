package dev.treaty.model.graph;

import dev.treaty.model.graph.ChainTarget.Place;
import dev.treaty.model.value.Value;

/** What a redirect or failover changes of a target; empty where it keeps it. */
record Rewrite(
    String service,
    String subset,
    String namespace,
    String partition,
    String datacenter,
    String peer) {

  static Rewrite of(Value.Fields part) {
    return new Rewrite(
        part.text("Service"),
        part.text("ServiceSubset"),
        part.text("Namespace"),
        part.text("Partition"),
        part.text("Datacenter"),
        part.text("Peer"));
  }

  /** This one, changed by another. */
  Rewrite over(Rewrite other) {
    return new Rewrite(
        or(other.service, service),
        or(other.subset, subset),
        or(other.namespace, namespace),
        or(other.partition, partition),
        or(other.datacenter, datacenter),
        or(other.peer, peer));
  }

  /** A subset belongs to its service, and a place in a peer has no datacenter. */
  Place apply(Place from, ChainRequest request) {
    boolean elsewhere = !service.isEmpty() && !service.equals(from.service());
    String keptSubset = elsewhere ? "" : from.subset();
    String keptNamespace = peer.isEmpty() ? or(namespace, from.namespace()) : namespace;
    if (!peer.isEmpty()) {
      return new Place(
          or(service, from.service()),
          or(subset, keptSubset),
          or(keptNamespace, "default"),
          request.service().tenancy().partition(),
          "",
          peer);
    }
    return new Place(
        or(service, from.service()),
        or(subset, keptSubset),
        or(keptNamespace, request.service().tenancy().namespace()),
        or(partition, from.partition()),
        or(or(datacenter, from.datacenter()), request.datacenter()),
        "");
  }

  private static String or(String first, String second) {
    return first.isEmpty() ? second : first;
  }
}
