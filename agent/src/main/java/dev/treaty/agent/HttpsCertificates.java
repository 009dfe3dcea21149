package dev.treaty.agent;

import dev.treaty.agent.cluster.trust.HttpsFiles;
import dev.treaty.agent.cluster.trust.Identity.BadFileException;
import dev.treaty.agent.http.ServerTls;
import dev.treaty.agent.settings.AgentSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of the HTTP API: read at the start, and again whenever its files hold something
 * else. A pair that is broken leaves the old one in place and is told of once.
 */
final class HttpsCertificates {

  private static final Logger LOG = LoggerFactory.getLogger(HttpsCertificates.class);

  private final InstantSource clock;
  private final Consumer<ServerTls> renew;
  private Duration handshake;
  private HttpsFiles files;
  private List<Integer> taken = List.of();
  private List<Integer> seen = List.of();
  private volatile Optional<Instant> notAfter = Optional.empty();

  /**
   * @param renew takes another certificate into use
   */
  HttpsCertificates(AgentSettings settings, InstantSource clock, Consumer<ServerTls> renew) {
    this.files = new HttpsFiles(settings.network().https());
    this.handshake = settings.operation().http().handshake();
    this.clock = clock;
    this.renew = renew;
  }

  /** Reads the files for the first time. */
  synchronized ServerTls open() {
    try {
      List<Integer> now = files.contents();
      HttpsFiles.Read read = files.read(clock.instant(), handshake);
      accept(now, read);
      return read.tls();
    } catch (BadFileException e) {
      throw new CannotStartException(String.valueOf(e.getMessage()), e);
    }
  }

  private void accept(List<Integer> contents, HttpsFiles.Read read) {
    taken = contents;
    seen = contents;
    notAfter = Optional.of(read.notAfter());
  }

  /** Looks at the files; what changes while it is being written is taken at the next look. */
  synchronized void look() {
    List<Integer> now = files.contents();
    boolean rests = now.equals(seen);
    seen = now;
    if (!rests || now.equals(taken)) {
      return;
    }
    try {
      HttpsFiles.Read read = files.read(clock.instant(), handshake);
      renew.accept(read.tls());
      accept(now, read);
      LOG.info("the HTTP API has another certificate, valid until {}", read.notAfter());
    } catch (BadFileException e) {
      taken = now;
      LOG.error("the HTTP API keeps its certificate: {}", e.getMessage());
    }
  }

  /**
   * Looks whether {@link #reload} would work.
   *
   * @throws CannotStartException if not
   */
  void judge(AgentSettings settings) {
    try {
      var unused =
          new HttpsFiles(settings.network().https())
              .read(clock.instant(), settings.operation().http().handshake());
    } catch (BadFileException e) {
      throw new CannotStartException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Takes other settings, and reads the files whether they changed or not.
   *
   * @throws CannotStartException if they are of no use; nothing has changed then
   */
  synchronized void reload(AgentSettings settings) {
    HttpsFiles others = new HttpsFiles(settings.network().https());
    try {
      List<Integer> now = others.contents();
      Duration limit = settings.operation().http().handshake();
      HttpsFiles.Read read = others.read(clock.instant(), limit);
      renew.accept(read.tls());
      files = others;
      handshake = limit;
      accept(now, read);
    } catch (BadFileException e) {
      throw new CannotStartException(String.valueOf(e.getMessage()), e);
    }
  }

  /** When the certificate in use expires. */
  Optional<Instant> notAfter() {
    return notAfter;
  }
}
