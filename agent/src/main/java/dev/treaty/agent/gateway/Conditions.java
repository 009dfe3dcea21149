package dev.treaty.agent.gateway;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** The conditions there are, in Consul's words. */
final class Conditions {

  // Go's RFC3339Nano: as many digits as the fraction has.
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(-1).toFormatter();

  private final String now;

  Conditions(Instant now) {
    this.now = TIME.format(now);
  }

  Condition gatewayAccepted() {
    return whole("Accepted", "True", "Accepted", "gateway is valid");
  }

  Condition invalidCertificates() {
    return whole(
        "Accepted", "False", "InvalidCertificates", "gateway references invalid certificates");
  }

  Condition validCertificate(Reference listener) {
    return of("ResolvedRefs", "True", "ResolvedRefs", "resolved refs", listener);
  }

  Condition invalidCertificate(Reference listener, String fault) {
    return of("ResolvedRefs", "False", "InvalidCertificateRef", fault, listener);
  }

  Condition noConflict(Reference listener) {
    return of("Conflicted", "False", "NoConflict", "listener has no route conflicts", listener);
  }

  Condition conflict(Reference listener) {
    return of(
        "Conflicted",
        "True",
        "RouteConflict",
        "TCP-based listeners currently only support binding a single route",
        listener);
  }

  Condition routeAccepted() {
    return whole("Accepted", "True", "Accepted", "route is valid");
  }

  Condition invalidChain(String fault) {
    return whole("Accepted", "False", "InvalidDiscoveryChain", fault);
  }

  Condition noUpstreams() {
    return whole(
        "Accepted",
        "False",
        "NoUpstreamServicesTargeted",
        "route must target at least one upstream service");
  }

  Condition bound(Reference parent) {
    return of("Bound", "True", "Bound", "successfully bound route", parent);
  }

  Condition unbound(Reference parent, String fault) {
    return of("Bound", "False", "FailedToBind", fault, parent);
  }

  Condition gatewayNotFound(Reference parent) {
    return of("Bound", "False", "GatewayNotFound", "gateway was not found", parent);
  }

  private Condition whole(String type, String status, String reason, String message) {
    return of(type, status, reason, message, Reference.NONE);
  }

  private Condition of(
      String type, String status, String reason, String message, Reference resource) {
    return new Condition(type, status, reason, message, resource, now);
  }
}
