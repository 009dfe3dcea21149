package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.util.List;
import java.util.Set;

/** The load balancing part of a resolver, with its rules in Consul's order. */
final class LoadBalancers {

  private static final Type.Struct COOKIE =
      new Type.Struct(
          Shape.fields()
              .optional("Session", Type.FLAG)
              .says("Makes a cookie that ends with the session.")
              .optional("TTL", Type.SPAN)
              .says("How long the cookie lives.")
              .optional("Path", Type.TEXT)
              .build());

  private static final Shape HASH_POLICY =
      Shape.fields()
          .optional("Field", Type.TEXT)
          .values("header", "cookie", "query_parameter")
          .says("What part of the request is hashed.")
          .optional("FieldValue", Type.TEXT)
          .says("The name of the header, cookie or parameter.")
          .pointer("CookieConfig", COOKIE)
          .optional("SourceIP", Type.FLAG)
          .says("Hashes the caller's address.")
          .optional("Terminal", Type.FLAG)
          .says("Leaves out the policies behind this one if it gave a hash.")
          .build();

  static final Type.Struct TYPE =
      new Type.Struct(
          Shape.fields()
              .optional("Policy", Type.TEXT)
              .values("random", "round_robin", "least_request", "ring_hash", "maglev")
              .says("How an instance is chosen.")
              .pointer(
                  "RingHashConfig",
                  new Type.Struct(
                      Shape.fields()
                          .optional("MinimumRingSize", Type.UINT64)
                          .optional("MaximumRingSize", Type.UINT64)
                          .build()))
              .pointer(
                  "LeastRequestConfig",
                  new Type.Struct(
                      Shape.fields()
                          .optional("ChoiceCount", Type.UINT32)
                          .says("How many instances are looked at.")
                          .build()))
              .optional("HashPolicies", Type.list(HASH_POLICY))
              .build());

  private static final Set<String> POLICIES =
      Set.of("", "random", "round_robin", "least_request", "ring_hash", "maglev");
  private static final Set<String> HASHING = Set.of("ring_hash", "maglev");
  private static final Set<String> FIELDS = Set.of("", "header", "cookie", "query_parameter");

  private LoadBalancers() {}

  static void check(Value.Fields balancer, Findings findings) {
    String policy = balancer.text("Policy");
    if (!POLICIES.contains(policy)) {
      findings.fail(
          balancer,
          "Policy",
          "Bad LoadBalancer policy: " + GoFormat.quote(policy) + " is not supported");
    }
    config(balancer, "RingHashConfig", "ring_hash", findings);
    config(balancer, "LeastRequestConfig", "least_request", findings);
    List<Value.Fields> hashes = balancer.maps("HashPolicies");
    if (!HASHING.contains(policy) && !hashes.isEmpty()) {
      findings.fail(
          balancer,
          "HashPolicies",
          "Bad LoadBalancer configuration: HashPolicies specified for non-hash-based Policy: "
              + GoFormat.quote(policy));
    }
    for (int i = 0; i < hashes.size(); i++) {
      hash(hashes.get(i), "Bad LoadBalancer HashPolicy[" + i + "]: ", findings);
    }
  }

  private static void config(Value.Fields balancer, String key, String policy, Findings findings) {
    if (balancer.get(key).isPresent() && !balancer.text("Policy").equals(policy)) {
      findings.fail(
          balancer,
          key,
          "Bad LoadBalancer configuration. "
              + key
              + " specified for incompatible load balancing policy "
              + GoFormat.quote(balancer.text("Policy")));
    }
  }

  private static void hash(Value.Fields hash, String prefix, Findings findings) {
    String field = hash.text("Field");
    String value = hash.text("FieldValue");
    String quoted = GoFormat.quote(field);
    if (!FIELDS.contains(field)) {
      findings.fail(hash, "Field", prefix + quoted + " is not a supported field");
    }
    if (hash.flag("SourceIP") && !field.isEmpty()) {
      findings.fail(
          hash,
          "SourceIP",
          prefix + "A single hash policy cannot hash both a source address and a " + quoted);
    }
    if (hash.flag("SourceIP") && !value.isEmpty()) {
      findings.fail(
          hash, "FieldValue", prefix + "A FieldValue cannot be specified when hashing SourceIP");
    }
    if (!field.isEmpty() && value.isEmpty()) {
      findings.fail(
          hash, "Field", prefix + "Field " + quoted + " was specified without a FieldValue");
    }
    if (!value.isEmpty() && field.isEmpty()) {
      findings.fail(hash, "FieldValue", prefix + "FieldValue requires a Field to apply to");
    }
    if (hash.get("CookieConfig").isEmpty()) {
      return;
    }
    Value.Fields cookie = hash.fields("CookieConfig");
    if (!field.equals("cookie")) {
      findings.fail(hash, "CookieConfig", prefix + "cookie_config provided for " + quoted);
    }
    if (cookie.flag("Session") && UpstreamShapes.number(cookie, "TTL").signum() != 0) {
      findings.fail(cookie, "TTL", prefix + "a session cookie cannot have an associated TTL");
    }
  }
}
