package dev.treaty.agent.connect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** Certificates and keys as text. */
public final class Pem {

  private static final int P256_BITS = 256;

  private Pem() {}

  /** A certificate, ending in a newline as Consul writes it. */
  public static String of(X509Certificate certificate) {
    try {
      return write(new PemObject("CERTIFICATE", certificate.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that cannot be encoded", e);
    }
  }

  /**
   * An EC key in SEC 1 form ({@code EC PRIVATE KEY}) with its public half, as Consul hands leaf
   * keys out.
   */
  static String of(PrivateKey key, PublicKey publicKey) {
    SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(publicKey.getEncoded());
    org.bouncycastle.asn1.sec.ECPrivateKey sec1 =
        new org.bouncycastle.asn1.sec.ECPrivateKey(
            P256_BITS,
            ((ECPrivateKey) key).getS(),
            info.getPublicKeyData(),
            info.getAlgorithm().getParameters());
    try {
      return write(new PemObject("EC PRIVATE KEY", sec1.getEncoded()));
    } catch (IOException e) {
      throw new IllegalStateException("a key that cannot be encoded");
    }
  }

  /** Reads back a key that {@link #of(PrivateKey, PublicKey)} wrote. */
  static PrivateKey key(String text) {
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      if (parser.readObject() instanceof PEMKeyPair pair) {
        return new JcaPEMKeyConverter().getKeyPair(pair).getPrivate();
      }
      throw new IllegalStateException("the stored key of the CA is no EC private key");
    } catch (IOException e) {
      throw new IllegalStateException("the stored key of the CA cannot be read");
    }
  }

  /** The outcome of reading a certificate that somebody else wrote. */
  public sealed interface Read {

    /** A certificate. */
    record Certificate(X509Certificate certificate) implements Read {}

    /** Not one; the reason in Go's words, which Consul answers with. */
    record Refused(String reason) implements Read {}
  }

  /** Reads the first block of a text, which must be a certificate. */
  public static Read certificate(String text) {
    Optional<PemObject> block = firstBlock(text);
    if (block.isEmpty()) {
      return new Read.Refused("no PEM-encoded data found");
    }
    if (!block.get().getType().equals("CERTIFICATE")) {
      return new Read.Refused("first PEM-block should be CERTIFICATE type");
    }
    try {
      return new Read.Certificate(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(block.get().getContent())));
    } catch (CertificateException e) {
      return new Read.Refused("x509: malformed certificate");
    }
  }

  private static Optional<PemObject> firstBlock(String text) {
    try (PemReader reader = new PemReader(new StringReader(text))) {
      return Optional.ofNullable(reader.readPemObject());
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static String write(Object object) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().replace("\r\n", "\n");
  }
}
