package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.util.List;
import java.util.Set;

/** The rules of {@code Failover} in a resolver, in Consul's order. */
final class FailoverRule {

  static final Set<String> MODES = Set.of("", "sequential", "order-by-locality");

  private final Value.Fields entry;
  private final Gate server;
  private final Findings findings;

  FailoverRule(Value.Fields entry, Gate server, Findings findings) {
    this.entry = entry;
    this.server = server;
    this.findings = findings;
  }

  /** Checks what stands in for the subset of this name. */
  void check(String name) {
    Value.Fields failover = entry.fields("Failover").fields(name);
    String bad = "Bad Failover[" + GoFormat.quote(name) + "]";
    List<Value.Fields> targets = failover.maps("Targets");
    List<String> datacenters = Rewrite.texts(failover, "Datacenters");
    if (!entry.text("Partition").isEmpty() && !datacenters.isEmpty()) {
      findings.fail(
          failover,
          "Datacenters",
          "Cross-datacenter failover is only supported in the default partition");
    }
    enterpriseOnly(failover, List.of("Namespace", "SamenessGroup"), bad + ": ");
    if (!name.equals("*") && !isSubset(name)) {
      findings.fail(failover, "", bad + ": not a valid subset subset");
    }
    boolean named =
        List.of("Service", "ServiceSubset", "Namespace", "SamenessGroup").stream()
            .anyMatch(key -> has(failover, key));
    if (!named && targets.isEmpty() && datacenters.isEmpty()) {
      findings.fail(
          failover,
          "",
          bad
              + ": one of Service, ServiceSubset, Namespace, Targets, SamenessGroup, or Datacenters"
              + " is required");
    }
    policy(failover.fields("Policy"), bad + ": ");
    String subset = failover.text("ServiceSubset");
    if (!subset.isEmpty() && isOwn(failover) && !isSubset(subset)) {
      findings.fail(
          failover, "ServiceSubset", bad + ": " + notASubset(subset, failover.text("Service")));
    }
    exclusive(failover, bad + ": ", !targets.isEmpty(), !datacenters.isEmpty());
    for (int i = 0; i < targets.size(); i++) {
      target(targets.get(i), bad + ".Targets[" + i + "]: ");
    }
    if (datacenters.contains("")) {
      findings.fail(failover, "Datacenters", bad + ".Datacenters: found empty datacenter");
    }
  }

  private void enterpriseOnly(Value.Fields map, List<String> keys, String prefix) {
    for (String key : keys) {
      if (has(map, key) && !server.enterprise()) {
        findings.fail(map, key, prefix + "Setting " + key + " requires Consul Enterprise");
      }
    }
  }

  private void policy(Value.Fields policy, String prefix) {
    if (has(policy, "Mode") && !server.enterprise()) {
      findings.fail(
          policy, "Mode", prefix + "Setting failover policies requires Consul Enterprise");
    }
    if (!MODES.contains(policy.text("Mode"))) {
      findings.fail(
          policy,
          "Mode",
          prefix + "Failover-policy mode must be one of '', 'sequential', or 'order-by-locality'");
    }
  }

  private void exclusive(
      Value.Fields failover, String prefix, boolean hasTargets, boolean hasDatacenters) {
    if (has(failover, "SamenessGroup")) {
      notWith(failover, "SamenessGroup", "Datacenters", hasDatacenters, prefix);
      notWith(failover, "SamenessGroup", "ServiceSubset", has(failover, "ServiceSubset"), prefix);
      notWith(failover, "SamenessGroup", "Targets", hasTargets, prefix);
    }
    if (hasTargets) {
      notWith(failover, "Targets", "Datacenters", hasDatacenters, prefix);
      notWith(failover, "Targets", "ServiceSubset", has(failover, "ServiceSubset"), prefix);
      notWith(failover, "Targets", "Service", has(failover, "Service"), prefix);
    }
  }

  private void notWith(
      Value.Fields failover, String key, String other, boolean given, String prefix) {
    if (given) {
      findings.fail(failover, key, prefix + key + " cannot be set with " + other);
    }
  }

  private void target(Value.Fields target, String prefix) {
    enterpriseOnly(target, List.of("Partition", "Namespace"), prefix);
    String subset = target.text("ServiceSubset");
    if (has(target, "Peer") && !subset.isEmpty()) {
      findings.fail(target, "Peer", prefix + "Peer cannot be set with ServiceSubset");
    } else if (has(target, "Peer") && has(target, "Partition")) {
      findings.fail(target, "Partition", prefix + "Partition cannot be set with Peer");
    } else if (has(target, "Peer") && has(target, "Datacenter")) {
      findings.fail(target, "Peer", prefix + "Peer cannot be set with Datacenter");
    } else if (has(target, "Partition") && has(target, "Datacenter")) {
      findings.fail(target, "Partition", prefix + "Partition cannot be set with Datacenter");
    } else if (!subset.isEmpty() && isOwn(target) && !isSubset(subset)) {
      findings.fail(target, "ServiceSubset", prefix + notASubset(subset, entry.text("Name")));
    }
  }

  private static String notASubset(String subset, String service) {
    return "ServiceSubset "
        + GoFormat.quote(subset)
        + " is not a valid subset of "
        + GoFormat.quote(service);
  }

  private boolean isOwn(Value.Fields map) {
    return !has(map, "Service") || map.text("Service").equals(entry.text("Name"));
  }

  private boolean isSubset(String name) {
    return entry.fields("Subsets").get(name).isPresent();
  }

  private static boolean has(Value.Fields map, String key) {
    return !map.text(key).isEmpty();
  }
}
