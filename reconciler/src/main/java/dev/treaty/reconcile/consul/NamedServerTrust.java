package dev.treaty.reconcile.consul;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Trusts what another manager trusts, if the certificate is for a given name instead of the
 * address's host. Consul's servers have certificates for {@code server.<dc>.consul}.
 */
final class NamedServerTrust extends X509ExtendedTrustManager {
  private static final int DNS_NAME = 2;

  private final X509TrustManager trust;
  private final String name;

  private NamedServerTrust(X509TrustManager trust, String name) {
    this.trust = trust;
    this.name = name.toLowerCase(Locale.ROOT);
  }

  static TrustManager[] over(TrustManager[] managers, String name) {
    for (TrustManager manager : managers) {
      if (manager instanceof X509TrustManager x509) {
        return new TrustManager[] {new NamedServerTrust(x509, name)};
      }
    }
    throw new ConsulTlsException("this Java has no X.509 trust manager");
  }

  private void check(X509Certificate[] chain, String type) throws CertificateException {
    // Without an engine the manager judges the chain alone; the name is judged here.
    trust.checkServerTrusted(chain, type);
    Collection<List<?>> names = chain[0].getSubjectAlternativeNames();
    if (names != null) {
      for (List<?> entry : names) {
        if (Integer.valueOf(DNS_NAME).equals(entry.get(0)) && matches(entry.get(1).toString())) {
          return;
        }
      }
    }
    throw new CertificateException("the certificate is not for " + name);
  }

  private boolean matches(String pattern) {
    String lower = pattern.toLowerCase(Locale.ROOT);
    if (lower.startsWith("*.")) {
      int dot = name.indexOf('.');
      return dot > 0 && name.substring(dot).equals(lower.substring(1));
    }
    return lower.equals(name);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("no server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return trust.getAcceptedIssuers();
  }
}
