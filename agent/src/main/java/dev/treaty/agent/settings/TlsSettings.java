package dev.treaty.agent.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The TLS of one listener: PEM files as configured, relative to the working folder.
 *
 * @param caPath a folder whose files are CAs, where there is no {@code caFile}
 * @param verifyIncoming whether clients must show a certificate that one of the CAs signed
 * @param minVersion {@code TLSv1.2} or {@code TLSv1.3}
 * @param cipherSuites empty for what the platform takes
 */
public record TlsSettings(
    Optional<Path> certFile,
    Optional<Path> keyFile,
    Optional<Path> caFile,
    Optional<Path> caPath,
    boolean verifyIncoming,
    String minVersion,
    List<String> cipherSuites) {

  public static final TlsSettings NONE =
      new TlsSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          "TLSv1.2",
          List.of());

  public TlsSettings {
    cipherSuites = List.copyOf(cipherSuites);
  }

  /** A listener with a certificate, any client. */
  public static TlsSettings of(Path certFile, Path keyFile) {
    return new TlsSettings(
        Optional.of(certFile),
        Optional.of(keyFile),
        Optional.empty(),
        Optional.empty(),
        false,
        NONE.minVersion,
        List.of());
  }

  /** The same for clients with a certificate only. */
  public TlsSettings verifying(Path ca) {
    return new TlsSettings(
        certFile, keyFile, Optional.of(ca), caPath, true, minVersion, cipherSuites);
  }

  /** Whether there is anything to serve TLS with. */
  public boolean isConfigured() {
    return certFile.isPresent() || keyFile.isPresent();
  }
}
