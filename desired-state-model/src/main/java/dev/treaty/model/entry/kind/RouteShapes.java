package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.util.HashSet;
import java.util.Set;

/** The rules that routes of both kinds share. */
final class RouteShapes {

  private RouteShapes() {}

  static void parents(Value.Fields entry, Findings findings) {
    Set<String> seen = new HashSet<>();
    for (Value.Fields parent : entry.maps("Parents")) {
      if (!parent.text("Kind").equals("api-gateway")) {
        findings.fail(
            parent,
            "Kind",
            "unsupported parent kind: "
                + GoFormat.quote(parent.text("Kind"))
                + ", must be 'api-gateway'");
      }
      if (!seen.add(TenancyFields.qualified(parent) + "/" + parent.text("SectionName"))) {
        findings.fail(parent, "Name", "route parents must be unique");
      }
    }
  }

  /** Certificates of a service behind a route, since 2.0. */
  static void sds(
      Value.Fields service, String at, boolean withHosts, boolean hasHosts, Findings findings) {
    Value.Fields tls = service.fields("TLS");
    if (tls.get("SDS").isEmpty()) {
      return;
    }
    if (tls.fields("SDS").text("CertResource").isEmpty()) {
      findings.fail(
          tls, "SDS", at + "TLS.SDS.CertResource is required when service TLS.SDS is configured");
    }
    if (withHosts && !hasHosts) {
      findings.fail(tls, "SDS", at + "service TLS.SDS requires route hostnames to be set");
    }
  }

  static void limits(Value.Fields service, String at, Findings findings) {
    Value.Fields limits = service.fields("Limits");
    UpstreamShapes.limits(limits)
        .ifPresent(fault -> findings.fail(limits, fault.key(), at + fault.text()));
  }

  /** From 1.22.6 on a weight of zero stays: the service then gets no requests. */
  static Value.Fields weight(Value.Fields service, Gate server) {
    int sign = UpstreamShapes.number(service, "Weight").signum();
    boolean replaced = server.atLeast(1, 22, 6) ? sign < 0 : sign <= 0;
    return replaced ? service.with("Weight", Value.Whole.of(1)) : service;
  }
}
