package dev.treaty.agent.peering.transport;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * A server name that the JDK takes for no host name, and so neither sends nor checks.
 *
 * <p>Consul allows {@code _} in the name of a datacenter, which is part of the name of its peering
 * certificate. For such a name only, we send it ourselves and compare it ourselves, to the letter.
 */
final class AwkwardName extends X509ExtendedTrustManager {
  private static final int DNS_NAME = 2;

  private final String name;
  private final X509TrustManager chains;

  AwkwardName(String name, X509TrustManager chains) {
    this.name = name;
    this.chains = chains;
  }

  static boolean is(String name) {
    try {
      return !new SNIHostName(name).getAsciiName().equalsIgnoreCase(name);
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  /** Makes the client ask for the name. */
  static void ask(SSLEngine engine, String name) {
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setServerNames(List.of(new RawName(name)));
    engine.setSSLParameters(parameters);
  }

  private static final class RawName extends SNIServerName {
    RawName(String name) {
      super(StandardConstants.SNI_HOST_NAME, name.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private void check(X509Certificate[] chain, String type) throws CertificateException {
    chains.checkServerTrusted(chain, type);
    Collection<List<?>> names = chain[0].getSubjectAlternativeNames();
    boolean ours =
        names != null
            && names.stream()
                .anyMatch(entry ->
                    Integer.valueOf(DNS_NAME).equals(entry.get(0))
                        && entry.get(1) instanceof String dns
                        && dns.equalsIgnoreCase(name));
    if (!ours) {
      throw new CertificateException(
          "No subject alternative DNS name matching " + name + " found.");
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this side is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("this side is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("this side is a client");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return chains.getAcceptedIssuers();
  }
}
