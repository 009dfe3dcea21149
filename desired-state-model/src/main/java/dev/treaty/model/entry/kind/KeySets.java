package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.GoUri;
import dev.treaty.model.value.Value;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;

/** The keys of a JWT provider, with their rules in Consul's order. */
final class KeySets {

  private static final Shape TRUSTED_CA =
      Shape.fields()
          .optional("Filename", Type.TEXT)
          .optional("EnvironmentVariable", Type.TEXT)
          .optional("InlineString", Type.TEXT)
          .optional("InlineBytes", Type.BYTES)
          .says("Comes back encoded once more than it was written; better use InlineString.")
          .build();

  private static final Shape CERTIFICATES =
      Shape.fields()
          .pointer(
              "CaCertificateProviderInstance",
              new Type.Struct(
                  Shape.fields()
                      .optional("InstanceName", Type.TEXT)
                      .optional("CertificateName", Type.TEXT)
                      .build()))
          .pointer("TrustedCA", new Type.Struct(TRUSTED_CA))
          .build();

  private static final Shape CLUSTER =
      Shape.fields()
          .optional("DiscoveryType", new Type.Text("structs.ClusterDiscoveryType"))
          .values("STRICT_DNS", "STATIC", "LOGICAL_DNS", "EDS", "ORIGINAL_DST")
          .pointer("TLSCertificates", new Type.Struct(CERTIFICATES))
          .optional("ConnectTimeout", Type.SPAN)
          .build();

  private static final Shape RETRY_POLICY =
      Shape.fields()
          .optional("NumRetries", Type.INT)
          .pointer(
              "RetryPolicyBackOff",
              new Type.Struct(
                  Shape.fields()
                      .optional("BaseInterval", Type.SPAN)
                      .optional("MaxInterval", Type.SPAN)
                      .build()))
          .build();

  private static final Shape REMOTE =
      Shape.fields()
          .optional("URI", Type.TEXT)
          .says("Where the keys are fetched.")
          .optional("RequestTimeoutMs", Type.INT)
          .optional("CacheDuration", Type.SPAN)
          .optional("FetchAsynchronously", Type.FLAG)
          .optional("UseSNI", Type.FLAG)
          .since(1, 21, 0)
          .pointer("RetryPolicy", new Type.Struct(RETRY_POLICY))
          .pointer("JWKSCluster", new Type.Struct(CLUSTER))
          .since(1, 16, 1)
          .build();

  static final Type.Struct TYPE =
      new Type.Struct(
          Shape.fields()
              .pointer(
                  "Local",
                  new Type.Struct(
                      Shape.fields()
                          .optional("JWKS", Type.TEXT)
                          .says("The keys as JSON, in base64.")
                          .optional("Filename", Type.TEXT)
                          .says("A file with the keys on every proxy's machine.")
                          .build()))
              .pointer("Remote", new Type.Struct(REMOTE))
              .build());

  private static final List<String> DISCOVERY =
      List.of("", "STRICT_DNS", "STATIC", "LOGICAL_DNS", "EDS", "ORIGINAL_DST");

  private KeySets() {}

  static void check(Value.Fields set, Findings findings) {
    boolean local = set.get("Local").isPresent();
    boolean remote = set.get("Remote").isPresent();
    if (local == remote) {
      findings.fail(set, "", "must specify exactly one of Local or Remote JSON Web key set");
    }
    if (remote) {
      remote(set.fields("Remote"), findings);
    } else if (local) {
      local(set.fields("Local"), findings);
    }
  }

  private static void local(Value.Fields local, Findings findings) {
    String keys = local.text("JWKS");
    if (keys.isEmpty() == local.text("Filename").isEmpty()) {
      findings.fail(local, "", "must specify exactly one of String or filename for local keyset");
    }
    if (!isBase64(keys)) {
      findings.fail(local, "JWKS", "JWKS must be valid base64 encoded string");
    }
  }

  /** Go passes over line breaks and wants the padding. */
  private static boolean isBase64(String text) {
    String line = text.replace("\n", "").replace("\r", "");
    try {
      Base64.getDecoder().decode(line);
      return line.length() % 4 == 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void remote(Value.Fields remote, Findings findings) {
    String uri = remote.text("URI");
    if (uri.isEmpty()) {
      findings.fail(remote, "URI", "Remote JWKS URI is required");
    } else {
      GoUri.faultOfRequest(uri)
          .ifPresent(fault ->
              findings.fail(
                  remote, "URI", "Remote JWKS URI is invalid: " + fault + ", uri: " + uri));
    }
    Value.Fields pace = remote.fields("RetryPolicy").fields("RetryPolicyBackOff");
    BigInteger most = UpstreamShapes.number(pace, "MaxInterval");
    if (most.signum() != 0 && UpstreamShapes.number(pace, "BaseInterval").compareTo(most) > 0) {
      findings.fail(
          pace,
          "MaxInterval",
          "retry policy backoff's MaxInterval should be greater or equal to BaseInterval");
    }
    cluster(remote.fields("JWKSCluster"), findings);
  }

  private static void cluster(Value.Fields cluster, Findings findings) {
    String type = cluster.text("DiscoveryType");
    if (!DISCOVERY.contains(type)) {
      findings.fail(
          cluster,
          "DiscoveryType",
          "unsupported jwks cluster discovery type: " + GoFormat.quote(type));
    }
    if (cluster.get("TLSCertificates").isEmpty()) {
      return;
    }
    Value.Fields certificates = cluster.fields("TLSCertificates");
    boolean trusted = certificates.get("TrustedCA").isPresent();
    if (trusted == certificates.get("CaCertificateProviderInstance").isPresent()) {
      findings.fail(
          certificates,
          "",
          "must specify exactly one of: CaCertificateProviderInstance or TrustedCA for JKWS'"
              + " TLSCertificates");
    }
    Value.Fields authority = certificates.fields("TrustedCA");
    long given =
        List.of("Filename", "EnvironmentVariable", "InlineString", "InlineBytes").stream()
            .filter(key -> !authority.text(key).isEmpty())
            .count();
    if (trusted && given != 1) {
      findings.fail(
          authority,
          "",
          "must specify exactly one of: Filename, EnvironmentVariable, InlineString or"
              + " InlineBytes for JWKS' TrustedCA");
    }
  }
}
