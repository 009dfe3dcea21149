package dev.treaty.git;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;

/** Opens connections to one remote with the operator's credentials, and with nothing else. */
final class RemoteTransport implements AutoCloseable {
  private final Optional<URIish> uri;
  private final GitAccess access;
  private final Optional<CredentialsProvider> credentials;
  private final Optional<GitHttpTrust> trust;
  private final Optional<SshdSessionFactory> ssh;
  private final Optional<Path> sshHome;

  private RemoteTransport(
      Optional<URIish> uri,
      GitAccess access,
      Optional<CredentialsProvider> credentials,
      Optional<GitHttpTrust> trust,
      Optional<SshdSessionFactory> ssh,
      Optional<Path> sshHome) {
    this.uri = uri;
    this.access = access;
    this.credentials = credentials;
    this.trust = trust;
    this.ssh = ssh;
    this.sshHome = sshHome;
  }

  /** For a repository on this machine. */
  static RemoteTransport none() {
    return new RemoteTransport(
        Optional.empty(),
        GitAccess.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static RemoteTransport of(GitUrl url, GitAccess access) throws IOException {
    URIish uri;
    try {
      uri = new URIish(url.text());
    } catch (URISyntaxException e) {
      throw new IOException("not a repository address", e);
    }
    if (url.transport() == GitUrl.Transport.SSH) {
      Path home = PrivateFolders.temporary("treaty-ssh-");
      return new RemoteTransport(
          Optional.of(uri),
          access,
          Optional.empty(),
          Optional.empty(),
          Optional.of(ssh(home, access)),
          Optional.of(home));
    }
    Optional<GitSecret> password = access.password().or(url::password);
    String user = access.user().or(url::user).orElse("git");
    return new RemoteTransport(
        Optional.of(uri),
        access,
        password.map(p -> new UsernamePasswordCredentialsProvider(user, p.reveal())),
        access.caFile().isPresent()
            ? Optional.of(GitHttpTrust.of(access.caFile().get()))
            : Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Neither the user's configuration nor their agent takes part; unknown hosts are refused. */
  private static SshdSessionFactory ssh(Path home, GitAccess access) {
    return new SshdSessionFactoryBuilder()
        .setHomeDirectory(home.toFile())
        .setSshDirectory(home.toFile())
        .setConfigFile(dir -> dir.toPath().resolve("config").toFile())
        .setPreferredAuthentications("publickey")
        .setDefaultKnownHostsFiles(dir -> access.knownHosts().map(List::of).orElse(List.of()))
        .setDefaultIdentities(dir -> access.sshKey().map(List::of).orElse(List.of()))
        .build(null);
  }

  boolean isNone() {
    return uri.isEmpty();
  }

  GitAccess access() {
    return access;
  }

  Transport open(Repository repository) throws IOException {
    Transport transport =
        Transport.open(
            repository, uri.orElseThrow(() -> new IllegalStateException("nothing to connect to")));
    transport.setTimeout((int) Math.max(1, access.timeout().toSeconds()));
    credentials.ifPresent(transport::setCredentialsProvider);
    if (transport instanceof TransportHttp http) {
      trust.ifPresent(http::setHttpConnectionFactory);
    }
    if (transport instanceof SshTransport shell) {
      ssh.ifPresent(shell::setSshSessionFactory);
    }
    return transport;
  }

  @Override
  public void close() {
    ssh.ifPresent(SshdSessionFactory::close);
    sshHome.ifPresent(PrivateFolders::delete);
  }
}
