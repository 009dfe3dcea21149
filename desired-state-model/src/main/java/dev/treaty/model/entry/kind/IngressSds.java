package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;

/**
 * Where an ingress gateway's certificates come from: a cluster is inherited from outside to inside,
 * and a certificate needs one. Until 2.0 all of it was checked only where there is a service.
 */
final class IngressSds {

  private static final String NO_CLUSTER = "TLS.SDS.ClusterName is required if CertResource is set";

  private IngressSds() {}

  static void gateway(Value.Fields tls, Gate server, Findings findings) {
    if (server.atLeast(2, 0, 0) && isCertificateOnly(sds(tls))) {
      findings.fail(tls, "SDS", NO_CLUSTER + " (gateway)");
    }
  }

  static void listener(
      Value.Fields listener, String port, Value.Fields tls, Gate server, Findings findings) {
    Value.Fields own = listener.fields("TLS");
    if (server.atLeast(2, 0, 0) && isCertificateOnly(sds(own)) && !has(sds(tls), "ClusterName")) {
      findings.fail(own, "SDS", NO_CLUSTER + " (listener on port " + port + ")");
    }
  }

  static void service(
      Value.Fields service,
      Value.Fields listener,
      String port,
      Value.Fields tls,
      Gate server,
      Findings findings) {
    Value.Fields gateway = sds(tls);
    Value.Fields around = sds(listener.fields("TLS"));
    String at = " (listener on port " + port + ")";
    if (isCertificateOnly(gateway)) {
      if (!server.atLeast(2, 0, 0)) {
        findings.fail(tls, "SDS", NO_CLUSTER);
      }
      return;
    }
    boolean cluster = has(gateway, "ClusterName");
    boolean innerCluster = has(around, "ClusterName");
    boolean certificate = has(around, "CertResource");
    if (cluster && !has(gateway, "CertResource") && !certificate) {
      findings.fail(
          tls, "SDS", "TLS.SDS.CertResource is required if ClusterName is set for gateway" + at);
    }
    if (innerCluster && !certificate) {
      findings.fail(
          listener,
          "TLS",
          "TLS.SDS.CertResource is required if ClusterName is set for listener" + at);
    }
    if (certificate && !innerCluster && !cluster) {
      findings.fail(listener, "TLS", NO_CLUSTER + at);
    }
    Value.Fields own = sds(service.fields("TLS"));
    if (!has(own, "CertResource")) {
      return;
    }
    String where =
        " (service " + GoFormat.quote(service.text("Name")) + " on listener on port " + port + ")";
    if (service.items("Hosts").isEmpty()) {
      findings.fail(
          service,
          "Hosts",
          "A service specifying TLS.SDS.CertResource must have at least one item in Hosts" + where);
    }
    if (!has(own, "ClusterName") && !innerCluster && !cluster) {
      findings.fail(service, "TLS", NO_CLUSTER + where);
    }
  }

  private static Value.Fields sds(Value.Fields tls) {
    return tls.fields("SDS");
  }

  private static boolean isCertificateOnly(Value.Fields sds) {
    return !has(sds, "ClusterName") && has(sds, "CertResource");
  }

  private static boolean has(Value.Fields sds, String key) {
    return !sds.text(key).isEmpty();
  }
}
