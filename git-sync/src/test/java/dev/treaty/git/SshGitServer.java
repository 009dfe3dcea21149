package dev.treaty.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.UploadPack;

/** Serves one repository over SSH to the holder of one key. */
final class SshGitServer implements AutoCloseable {
  final Path clientKey;
  final Path knownHosts;
  private final SshServer server = SshServer.setUpDefaultServer();

  SshGitServer(Repository repository, Path folder) throws IOException, GeneralSecurityException {
    KeyPair host = ecKey();
    KeyPair client = ecKey();
    clientKey = folder.resolve("id_ecdsa");
    try (OutputStream out = Files.newOutputStream(clientKey)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(client, "test", null, out);
    }
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(host));
    server.setPublickeyAuthenticator(
        (user, key, session) -> KeyUtils.compareKeys(key, client.getPublic()));
    server.setCommandFactory((channel, line) -> new Serve(repository));
    server.start();
    knownHosts = folder.resolve("known_hosts");
    Files.writeString(
        knownHosts,
        "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(host.getPublic()) + "\n");
  }

  static KeyPair ecKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  String url() {
    return "ssh://git@127.0.0.1:" + server.getPort() + "/mesh.git";
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }

  /** The one command there is. */
  private static final class Serve implements Command {
    private final Repository repository;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private ExitCallback exit = (code, message, close) -> {};

    Serve(Repository repository) {
      this.repository = repository;
    }

    @Override
    public void setInputStream(InputStream stream) {
      in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
      out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {}

    @Override
    public void setExitCallback(ExitCallback callback) {
      exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              new UploadPack(repository).upload(in, out, null);
              out.flush();
              exit.onExit(0);
            } catch (IOException e) {
              exit.onExit(1);
            }
          });
    }

    @Override
    public void destroy(ChannelSession channel) {}
  }
}
