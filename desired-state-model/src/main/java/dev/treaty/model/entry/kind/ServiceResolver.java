package dev.treaty.model.entry.kind;

import dev.treaty.model.filter.FilterSyntax;
import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Since;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.GoDuration;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** {@code service-resolver}: which instances stand for a service, and what stands in for them. */
final class ServiceResolver implements EntryKind {

  private static final Shape SUBSET =
      Shape.fields()
          .optional("Filter", Type.TEXT)
          .says("An expression over the instance, such as Service.Meta.version == \"v1\".")
          .optional("OnlyPassing", Type.FLAG)
          .says("Takes only instances whose checks all pass.")
          .build();

  private static final Shape REDIRECT =
      Shape.fields()
          .optional("Service", Type.TEXT)
          .optional("ServiceSubset", Type.TEXT)
          .optional("Namespace", Type.TEXT)
          .optional("Partition", Type.TEXT)
          .optional("Datacenter", Type.TEXT)
          .optional("Peer", Type.TEXT)
          .since(1, 14, 0)
          .says("The cluster peer whose service stands for this one.")
          .optional("SamenessGroup", Type.TEXT)
          .since(1, 16, 0)
          .but(field -> field.fileAlias("sameness_group"))
          .build();

  private static final Shape TARGET =
      Shape.fields()
          .optional("Service", Type.TEXT)
          .optional("ServiceSubset", Type.TEXT)
          .optional("Partition", Type.TEXT)
          .optional("Namespace", Type.TEXT)
          .optional("Datacenter", Type.TEXT)
          .optional("Peer", Type.TEXT)
          .says("The cluster peer whose service stands in.")
          .build();

  private static final Shape FAILOVER =
      Shape.fields()
          .optional("Service", Type.TEXT)
          .optional("ServiceSubset", Type.TEXT)
          .optional("Namespace", Type.TEXT)
          .optional("Datacenters", Type.TEXTS)
          .says("Datacenters to try in order.")
          .optional(
              "Targets",
              new Type.Structs(
                  TARGET,
                  List.of(
                      "Service", "ServiceSubset", "Peer", "Datacenter", "Namespace", "Partition"),
                  Type.Order.COUNTS))
          .since(1, 14, 0)
          .says("What to try in order.")
          .pointer("Policy", MeshShapes.FAILOVER_POLICY)
          .since(1, 16, 0)
          .optional("SamenessGroup", Type.TEXT)
          .since(1, 16, 0)
          .but(field -> field.fileAlias("sameness_group"))
          .build();

  private static final Shape SHAPE =
      Shape.fields()
          .optional("ConnectTimeout", Type.SPELLED_SPAN)
          .says("How long connecting to an instance may take; 5s if not set.")
          .optional("RequestTimeout", Type.SPELLED_SPAN)
          .but(field -> field.since(Since.of(1, 15, 1).or(1, 14, 5).or(1, 13, 7)))
          .says("How long a request may take; 15s if not set.")
          .always("Kind", Type.TEXT)
          .always("Name", Type.TEXT)
          .says("The service that is resolved.")
          .optional("DefaultSubset", Type.TEXT)
          .says("The subset that is used where none is asked for.")
          .optional("Subsets", new Type.StructMap(SUBSET, "structs.ServiceResolverSubset"))
          .says("Named parts of the service's instances.")
          .pointer("Redirect", new Type.Struct(REDIRECT))
          .says("What stands for this service, always.")
          .optional("Failover", new Type.StructMap(FAILOVER, "structs.ServiceResolverFailover"))
          .says("What stands in for a subset, or for all (\"*\"), when no instance is healthy.")
          .pointer("PrioritizeByLocality", MeshShapes.LOCALITY)
          .since(1, 16, 0)
          .pointer("LoadBalancer", LoadBalancers.TYPE)
          .says("How requests are spread over the instances.")
          .optional("Meta", Type.TEXT_MAP)
          .tenancy()
          .add(CommonFields.HASH)
          .build();

  private static final Pattern SUBSET_NAME = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
  private static final int MAX_SUBSET_NAME = 63;

  @Override
  public String name() {
    return "service-resolver";
  }

  @Override
  public String purpose() {
    return "Which instances stand for a service: subsets, redirects, failover, load balancing.";
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public Value.Fields normalise(Value.Fields entry, Gate server) {
    return TenancyFields.hideDefaults(entry.with("Kind", Value.text(name())));
  }

  @Override
  public void check(Value.Fields entry, Gate server, Findings findings) {
    if (entry.text("Name").isEmpty()) {
      findings.fail(entry, "Name", "Name is required");
      return;
    }
    if (MetaRule.fails(entry, findings)) {
      return;
    }
    Value.Fields subsets = entry.fields("Subsets");
    subsets(subsets, findings);
    String byDefault = entry.text("DefaultSubset");
    if (!byDefault.isEmpty() && subsets.get(byDefault).isEmpty()) {
      findings.fail(
          entry,
          "DefaultSubset",
          "DefaultSubset " + GoFormat.quote(byDefault) + " is not a valid subset");
    }
    Value.Fields locality = entry.fields("PrioritizeByLocality");
    if (!locality.text("Mode").isEmpty() && !server.enterprise()) {
      findings.fail(locality, "Mode", "Prioritize-by-locality requires Consul Enterprise ");
    }
    if (entry.get("Redirect").isPresent()) {
      redirect(entry, server, findings);
    }
    for (String name : new TreeSet<>(entry.fields("Failover").map().keySet())) {
      new FailoverRule(entry, server, findings).check(name);
    }
    for (String key : List.of("ConnectTimeout", "RequestTimeout")) {
      BigInteger span = UpstreamShapes.number(entry, key);
      if (span.signum() < 0) {
        findings.fail(
            entry,
            key,
            "Bad " + key + " '" + GoDuration.print(span.longValue()) + "', must be >= 0");
      }
    }
    if (entry.get("LoadBalancer").isPresent()) {
      LoadBalancers.check(entry.fields("LoadBalancer"), findings);
    }
  }

  private static void subsets(Value.Fields subsets, Findings findings) {
    Set<String> names = new TreeSet<>(subsets.map().keySet());
    for (String name : names) {
      Value.Fields subset = subsets.fields(name);
      if (name.isEmpty()) {
        findings.fail(subset, "", "Subset defined with empty name");
      } else if (name.getBytes(StandardCharsets.UTF_8).length > MAX_SUBSET_NAME) {
        findings.fail(
            subset,
            "",
            "Subset "
                + GoFormat.quote(name)
                + " is invalid: must be non-empty and 63 characters or fewer");
      } else if (!SUBSET_NAME.matcher(name).matches()) {
        findings.fail(
            subset,
            "",
            "Subset "
                + GoFormat.quote(name)
                + " is invalid: must be 63 characters or fewer, begin or end with lower case"
                + " alphanumeric characters, and contain lower case alphanumeric characters or '-'"
                + " in between");
      }
      String filter = subset.text("Filter");
      if (!filter.isEmpty()
          && FilterSyntax.read(filter) instanceof FilterSyntax.Refused(String message)) {
        findings.fail(
            subset,
            "Filter",
            "Filter for subset " + GoFormat.quote(name) + " is not a valid expression: " + message);
      }
    }
  }

  private static void redirect(Value.Fields entry, Gate server, Findings findings) {
    Value.Fields redirect = entry.fields("Redirect");
    boolean elsewhere = server.enterprise() && !redirect.text("Datacenter").isEmpty();
    if (elsewhere && !entry.text("Partition").isEmpty()) {
      findings.fail(
          redirect,
          "Datacenter",
          "Cross-datacenter redirect is only supported in the default partition");
    }
    String partition = redirect.text("Partition");
    if (elsewhere && !partition.isEmpty() && !partition.equals("default")) {
      findings.fail(
          redirect, "Datacenter", "Cross-datacenter and cross-partition redirect is not supported");
    }
    if (!server.enterprise()) {
      for (String key : List.of("Partition", "Namespace", "SamenessGroup")) {
        if (!redirect.text(key).isEmpty()) {
          findings.fail(redirect, key, "Redirect: Setting " + key + " requires Consul Enterprise");
        }
      }
    }
    if (!entry.fields("Failover").map().isEmpty()) {
      findings.fail(entry, "Redirect", "Redirect and Failover cannot both be set");
    }
    List<String> given =
        REDIRECT.list().stream()
            .map(field -> field.name())
            .filter(key -> !redirect.text(key).isEmpty())
            .toList();
    if (given.isEmpty()) {
      findings.fail(redirect, "", "Redirect is empty");
    }
    combination(entry, redirect, given, findings);
  }

  /** Consul reports the first of these only. */
  private static void combination(
      Value.Fields entry, Value.Fields redirect, List<String> given, Findings findings) {
    List<List<String>> exclusive =
        List.of(
            List.of("SamenessGroup", "ServiceSubset"),
            List.of("Partition", "SamenessGroup"),
            List.of("SamenessGroup", "Datacenter"),
            List.of("Peer", "ServiceSubset"),
            List.of("Partition", "Peer"),
            List.of("Peer", "Datacenter"));
    for (List<String> pair : exclusive) {
      if (given.containsAll(pair)) {
        findings.fail(
            redirect,
            pair.getFirst(),
            "Redirect." + pair.get(0) + " cannot be set with Redirect." + pair.get(1));
        return;
      }
    }
    if (!given.contains("Service")) {
      for (String key : List.of("ServiceSubset", "Namespace", "Partition", "Peer")) {
        if (given.contains(key)) {
          findings.fail(redirect, key, "Redirect." + key + " defined without Redirect.Service");
        }
      }
      return;
    }
    String subset = redirect.text("ServiceSubset");
    if (!subset.isEmpty()
        && redirect.text("Service").equals(entry.text("Name"))
        && entry.fields("Subsets").get(subset).isEmpty()) {
      findings.fail(
          redirect,
          "ServiceSubset",
          "Redirect.ServiceSubset "
              + GoFormat.quote(subset)
              + " is not a valid subset of "
              + GoFormat.quote(entry.text("Name")));
    }
  }
}
