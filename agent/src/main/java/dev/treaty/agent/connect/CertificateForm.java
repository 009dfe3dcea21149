package dev.treaty.agent.connect;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The blank form of a certificate, filled in step by step and then signed. */
final class CertificateForm {

  private final X500Name issuer;
  private final X500Name subject;
  private final PublicKey subjectKey;
  private final PublicKey issuerKey;
  private final BigInteger serial;
  private Instant from = Instant.EPOCH;
  private Instant until = Instant.EPOCH;
  private KeyUsage usage = new KeyUsage(0);
  private BasicConstraints constraints = new BasicConstraints(false);
  private boolean tls;
  private boolean namesCritical;
  private List<GeneralName> names = List.of();

  CertificateForm(
      X500Name issuer,
      X500Name subject,
      PublicKey subjectKey,
      PublicKey issuerKey,
      BigInteger serial) {
    this.issuer = issuer;
    this.subject = subject;
    this.subjectKey = subjectKey;
    this.issuerKey = issuerKey;
    this.serial = serial;
  }

  static KeyPair newKey(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK makes P-256 keys", e);
    }
  }

  CertificateForm validity(Instant notBefore, Instant notAfter) {
    from = notBefore.truncatedTo(ChronoUnit.SECONDS);
    until = notAfter.truncatedTo(ChronoUnit.SECONDS);
    return this;
  }

  CertificateForm usage(int bits) {
    usage = new KeyUsage(bits);
    return this;
  }

  CertificateForm constraints(BasicConstraints value) {
    constraints = value;
    return this;
  }

  CertificateForm tlsBothWays() {
    tls = true;
    return this;
  }

  CertificateForm names(boolean critical, List<GeneralName> value) {
    namesCritical = critical;
    names = value;
    return this;
  }

  X509Certificate sign(PrivateKey issuerPrivateKey) {
    X509v3CertificateBuilder form =
        new X509v3CertificateBuilder(
            issuer,
            serial,
            Date.from(from),
            Date.from(until),
            subject,
            SubjectPublicKeyInfo.getInstance(subjectKey.getEncoded()));
    add(form, Extension.keyUsage, true, usage);
    if (tls) {
      add(
          form,
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(
              new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth}));
    }
    add(form, Extension.basicConstraints, true, constraints);
    add(
        form,
        Extension.subjectKeyIdentifier,
        false,
        new SubjectKeyIdentifier(Fingerprint.keyId(subjectKey)));
    add(
        form,
        Extension.authorityKeyIdentifier,
        false,
        new AuthorityKeyIdentifier(Fingerprint.keyId(issuerKey)));
    add(
        form,
        Extension.subjectAlternativeName,
        namesCritical,
        new GeneralNames(names.toArray(GeneralName[]::new)));
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              form.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerPrivateKey)));
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("the certificate could not be signed", e);
    }
  }

  private static void add(
      X509v3CertificateBuilder form,
      ASN1ObjectIdentifier id,
      boolean critical,
      ASN1Encodable value) {
    try {
      form.addExtension(id, critical, value);
    } catch (IOException e) {
      throw new IllegalStateException("an extension could not be encoded", e);
    }
  }
}
