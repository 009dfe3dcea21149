package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.Value;
import java.util.List;
import java.util.Set;

/** Versions and cipher suites of TLS, the same in the mesh and in gateways. */
final class TlsRule {

  static final Type.Text VERSION = new Type.Text("types.TLSVersion");
  static final Type.Scalars CIPHER_SUITES =
      new Type.Scalars(new Type.Text("types.TLSCipherSuite"), Type.Order.COUNTS);

  static final String[] VERSIONS = {"TLS_AUTO", "TLSv1_0", "TLSv1_1", "TLSv1_2", "TLSv1_3"};

  private static final List<String> KNOWN = List.of(VERSIONS);
  private static final Set<String> SUITES =
      Set.of(
          "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_RSA_WITH_AES_128_CBC_SHA",
          "TLS_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_RSA_WITH_AES_256_CBC_SHA",
          "TLS_RSA_WITH_AES_256_GCM_SHA384");

  private TlsRule() {}

  /** Checks a map with {@code TLSMinVersion} and {@code TLSMaxVersion}. */
  static void check(Value.Fields tls, String prefix, Findings findings) {
    check(tls, "TLSMinVersion", "TLSMaxVersion", prefix, findings);
  }

  static void check(
      Value.Fields tls, String minKey, String maxKey, String prefix, Findings findings) {
    String min = tls.text(minKey);
    String max = tls.text(maxKey);
    boolean known = version(tls, minKey, prefix, findings);
    known &= version(tls, maxKey, prefix, findings);
    if (known && comparable(min) && comparable(max) && max.compareTo(min) < 0) {
      findings.fail(
          tls,
          maxKey,
          prefix
              + "configuring max version "
              + max
              + " less than the configured min version "
              + min
              + " is invalid");
    }
    List<String> suites = Rewrite.texts(tls, "CipherSuites");
    if (!suites.isEmpty() && min.equals("TLSv1_3")) {
      findings.fail(
          tls,
          "CipherSuites",
          prefix
              + "configuring CipherSuites is only applicable to connections negotiated with TLS 1.2"
              + " or earlier, TLSMinVersion is set to "
              + min);
    }
    List<String> unknown = suites.stream().filter(suite -> !SUITES.contains(suite)).toList();
    if (!unknown.isEmpty()) {
      findings.fail(
          tls,
          "CipherSuites",
          prefix + "no matching Envoy TLS cipher suite found for " + String.join(",", unknown));
    }
  }

  private static boolean version(Value.Fields tls, String key, String prefix, Findings findings) {
    String version = tls.text(key);
    if (version.isEmpty() || KNOWN.contains(version)) {
      return true;
    }
    findings.fail(
        tls,
        key,
        prefix
            + "no matching TLS version found for "
            + version
            + ", please specify one of ["
            + String.join(", ", KNOWN)
            + "]");
    return false;
  }

  private static boolean comparable(String version) {
    return version.startsWith("TLSv");
  }
}
