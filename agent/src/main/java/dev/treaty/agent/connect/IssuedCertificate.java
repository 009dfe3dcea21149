package dev.treaty.agent.connect;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * A certificate with its key, as the CA hands it out.
 *
 * @param uri the SPIFFE identity it speaks for
 */
public record IssuedCertificate(X509Certificate certificate, PrivateKey key, String uri) {

  /** The serial number in Consul's form: hex pairs with colons between. */
  public String serialNumber() {
    return Fingerprint.ofSerial(certificate.getSerialNumber());
  }

  public String certificatePem() {
    return Pem.of(certificate);
  }

  public String keyPem() {
    return Pem.of(key, certificate.getPublicKey());
  }

  /** Names the identity only: the key is never printed. */
  @Override
  public String toString() {
    return "IssuedCertificate[" + uri + "]";
  }
}
