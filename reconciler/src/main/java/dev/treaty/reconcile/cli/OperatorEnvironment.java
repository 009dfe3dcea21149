package dev.treaty.reconcile.cli;

import dev.treaty.git.GitAccess;
import dev.treaty.git.GitSecret;
import dev.treaty.model.project.OperatorInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The variables and files of whoever runs the command. */
final class OperatorEnvironment implements OperatorInput {

  @Override
  public Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name));
  }

  @Override
  public Optional<String> fileText(String path) {
    try {
      return Optional.of(Files.readString(Path.of(path)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Credentials for Git: {@code TREATY_GIT_USERNAME}, {@code TREATY_GIT_TOKEN} or {@code
   * TREATY_GIT_TOKEN_FILE}, {@code TREATY_GIT_CACERT}, {@code TREATY_GIT_SSH_KEY}, {@code
   * TREATY_GIT_KNOWN_HOSTS}; for SSH the operator's own key and known hosts where nothing is said.
   */
  GitAccess git() {
    Optional<GitSecret> password =
        variable("TREATY_GIT_TOKEN")
            .or(() -> variable("TREATY_GIT_TOKEN_FILE").flatMap(this::fileText))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(GitSecret::of);
    Path ssh = Path.of(System.getProperty("user.home", ".")).resolve(".ssh");
    return new GitAccess(
        variable("TREATY_GIT_USERNAME"),
        password,
        variable("TREATY_GIT_CACERT").map(Path::of),
        variable("TREATY_GIT_SSH_KEY").map(Path::of).or(() -> firstKey(ssh)),
        variable("TREATY_GIT_KNOWN_HOSTS")
            .map(Path::of)
            .or(() -> Optional.of(ssh.resolve("known_hosts")).filter(Files::isReadable)),
        GitAccess.NONE.timeout());
  }

  private static Optional<Path> firstKey(Path ssh) {
    for (String name : new String[] {"id_ed25519", "id_ecdsa", "id_rsa"}) {
      if (Files.isReadable(ssh.resolve(name))) {
        return Optional.of(ssh.resolve(name));
      }
    }
    return Optional.empty();
  }
}
