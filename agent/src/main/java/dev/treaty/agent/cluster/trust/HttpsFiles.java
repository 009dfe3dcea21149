package dev.treaty.agent.cluster.trust;

import dev.treaty.agent.cluster.trust.Identity.BadFileException;
import dev.treaty.agent.http.ServerTls;
import dev.treaty.agent.settings.TlsSettings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

/** Reads the PEM files that the HTTP API speaks TLS with, and says what is wrong with which. */
public final class HttpsFiles {

  private final TlsSettings settings;

  /** The files that these settings name. */
  public HttpsFiles(TlsSettings settings) {
    this.settings = settings;
  }

  /**
   * What the files make of the listener.
   *
   * @param notAfter when the certificate expires
   */
  public record Read(ServerTls tls, Instant notAfter) {}

  /**
   * Reads and judges them.
   *
   * @throws BadFileException naming the file
   */
  public Read read(Instant now, Duration handshake) {
    Path certFile = need(settings.certFile(), "cert_file", "key_file");
    Path keyFile = need(settings.keyFile(), "key_file", "cert_file");
    List<X509Certificate> chain = PemFiles.certificates(certFile);
    PrivateKey key = PemFiles.key(keyFile);
    X509Certificate own = chain.getFirst();
    if (own.getNotAfter().toInstant().isBefore(now)) {
      throw new BadFileException(
          certFile + " expired on " + own.getNotAfter().toInstant() + ": it protects nobody");
    }
    if (own.getNotBefore().toInstant().isAfter(now)) {
      throw new BadFileException(
          certFile + " is not valid before " + own.getNotBefore().toInstant());
    }
    if (!belong(key, own.getPublicKey())) {
      throw new BadFileException(keyFile + " is not the key of the certificate in " + certFile);
    }
    return new Read(
        new ServerTls(TlsMaterial.keys(key, chain), clients(), protocols(), suites(), handshake),
        own.getNotAfter().toInstant());
  }

  private static Path need(Optional<Path> file, String name, String other) {
    return file.orElseThrow(
        () -> new BadFileException("tls.https has a " + other + " and no " + name));
  }

  private Optional<X509TrustManager> clients() {
    if (!settings.verifyIncoming()) {
      return Optional.empty();
    }
    List<X509Certificate> authorities = new ArrayList<>();
    settings.caFile().ifPresent(file -> authorities.addAll(PemFiles.certificates(file)));
    if (authorities.isEmpty()) {
      caPathFiles().forEach(file -> authorities.addAll(PemFiles.certificates(file)));
    }
    if (authorities.isEmpty()) {
      throw new BadFileException(
          "tls.https.verify_incoming is set, and there is no CA to verify with: set"
              + " tls.https.ca_file or ca_path");
    }
    return Optional.of(TlsMaterial.trust(authorities));
  }

  private List<Path> caPathFiles() {
    List<Path> files = new ArrayList<>();
    if (settings.caPath().isPresent()) {
      try (DirectoryStream<Path> all =
          Files.newDirectoryStream(settings.caPath().get(), Files::isRegularFile)) {
        all.forEach(files::add);
      } catch (IOException e) {
        throw new BadFileException("cannot read the folder " + settings.caPath().get());
      }
    }
    Collections.sort(files);
    return files;
  }

  private Set<String> protocols() {
    return settings.minVersion().equals("TLSv1.3")
        ? Set.of("TLSv1.3")
        : Set.of("TLSv1.3", "TLSv1.2");
  }

  /** TLS 1.3 has its own suites, which no configuration takes away, as in Consul. */
  private List<String> suites() {
    if (settings.cipherSuites().isEmpty()) {
      return List.of();
    }
    try {
      List<String> known =
          Arrays.asList(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
      for (String suite : settings.cipherSuites()) {
        if (!known.contains(suite)) {
          throw new BadFileException(
              "tls.https.tls_cipher_suites: " + suite + " is not spoken here");
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
    List<String> suites = new ArrayList<>(settings.cipherSuites());
    suites.add("TLS_AES_128_GCM_SHA256");
    suites.add("TLS_AES_256_GCM_SHA384");
    suites.add("TLS_CHACHA20_POLY1305_SHA256");
    return suites;
  }

  private static boolean belong(PrivateKey key, PublicKey publicKey) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC", "ECDSA" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    byte[] text = {1, 2, 3};
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** All that is in the files now; equal as long as nothing has changed. */
  public List<Integer> contents() {
    List<Path> files = new ArrayList<>();
    settings.certFile().ifPresent(files::add);
    settings.keyFile().ifPresent(files::add);
    settings.caFile().ifPresent(files::add);
    try {
      files.addAll(caPathFiles());
    } catch (BadFileException e) {
      return List.of(-1);
    }
    return files.stream().map(HttpsFiles::content).toList();
  }

  private static int content(Path file) {
    try {
      return Arrays.hashCode(Files.readAllBytes(file));
    } catch (IOException e) {
      return -1;
    }
  }
}
