package dev.treaty.agent.cluster.trust;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority whose key is computed from the cluster's secret, so that every agent that
 * has the secret can issue itself a certificate which all others take, and nobody else can.
 */
final class DerivedAuthority {

  private static final X500Name NAME = new X500Name("CN=Treaty agents");

  /** The secret is the proof; a date would only let clusters fail whose clocks differ. */
  private static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");

  /** RFC 5280 §4.1.2.5: no well-defined end. */
  private static final Instant UNTIL = Instant.parse("9999-12-31T23:59:59Z");

  private static final String CURVE = "secp256r1";
  private static final String SIGNATURE = "SHA256withECDSA";

  private final PrivateKey key;
  private final X509Certificate certificate;

  private DerivedAuthority(PrivateKey key, X509Certificate certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  static DerivedAuthority of(byte[] secret) {
    // FIPS 186-5 A.2.1: 64 bits more than needed, so that the remainder has no bias.
    byte[] extra = Hkdf.derive(secret, "treaty agents ca v1", 40);
    X9ECParameters curve = CustomNamedCurves.getByName(CURVE);
    BigInteger order = curve.getN();
    BigInteger scalar =
        new BigInteger(1, extra).mod(order.subtract(BigInteger.ONE)).add(BigInteger.ONE);
    org.bouncycastle.math.ec.ECPoint point = curve.getG().multiply(scalar).normalize();
    try {
      ECParameterSpec parameters = ((ECPublicKey) newKey().getPublic()).getParams();
      KeyFactory keys = KeyFactory.getInstance("EC");
      ECPrivateKey made =
          (ECPrivateKey) keys.generatePrivate(new ECPrivateKeySpec(scalar, parameters));
      PublicKey open =
          keys.generatePublic(
              new ECPublicKeySpec(
                  new ECPoint(
                      point.getAffineXCoord().toBigInteger(),
                      point.getAffineYCoord().toBigInteger()),
                  parameters));
      X509v3CertificateBuilder form =
          new JcaX509v3CertificateBuilder(
              NAME, BigInteger.ONE, Date.from(FROM), Date.from(UNTIL), NAME, open);
      form.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      form.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      return new DerivedAuthority(made, sign(form, made));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every JDK knows P-256", e);
    }
  }

  X509Certificate certificate() {
    return certificate;
  }

  /**
   * Issues a certificate for both ends of TLS.
   *
   * @param names DNS names and IP addresses
   */
  Issued issue(List<String> names) {
    KeyPair pair = newKey();
    GeneralName[] all =
        names.stream().distinct().map(DerivedAuthority::name).toArray(GeneralName[]::new);
    X509v3CertificateBuilder form =
        new JcaX509v3CertificateBuilder(
            NAME,
            new BigInteger(120, new SecureRandom()).add(BigInteger.TWO),
            Date.from(FROM),
            Date.from(UNTIL),
            new X500Name("CN=" + names.getFirst()),
            pair.getPublic());
    try {
      form.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      form.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      form.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(
              new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
      form.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all));
      return new Issued(pair.getPrivate(), sign(form, key));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("a certificate could not be issued", e);
    }
  }

  /** A key and its certificate. */
  record Issued(PrivateKey key, X509Certificate certificate) {}

  private static GeneralName name(String text) {
    if (text.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      try {
        return new GeneralName(
            GeneralName.iPAddress, InetAddress.getByName(text).getHostAddress().split("%")[0]);
      } catch (UnknownHostException e) {
        return new GeneralName(GeneralName.dNSName, text);
      }
    }
    return new GeneralName(GeneralName.dNSName, text);
  }

  private static X509Certificate sign(X509v3CertificateBuilder form, PrivateKey with)
      throws GeneralSecurityException {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(form.build(new JcaContentSignerBuilder(SIGNATURE).build(with)));
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("every JDK signs with P-256", e);
    }
  }

  private static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK makes P-256 keys", e);
    }
  }
}
