package dev.treaty.git;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The operator's credentials for a remote; they never come from a repository.
 *
 * @param caFile PEM file with the only roots to trust for {@code https}
 * @param sshKey private key file; {@code knownHosts} lists the host keys to trust, no other is
 */
public record GitAccess(
    Optional<String> user,
    Optional<GitSecret> password,
    Optional<Path> caFile,
    Optional<Path> sshKey,
    Optional<Path> knownHosts,
    Duration timeout) {

  public static final GitAccess NONE =
      new GitAccess(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Duration.ofSeconds(30));

  public GitAccess withPassword(String newUser, GitSecret newPassword) {
    return new GitAccess(
        Optional.of(newUser), Optional.of(newPassword), caFile, sshKey, knownHosts, timeout);
  }

  public GitAccess withCaFile(Path file) {
    return new GitAccess(user, password, Optional.of(file), sshKey, knownHosts, timeout);
  }

  public GitAccess withSsh(Path key, Path hosts) {
    return new GitAccess(user, password, caFile, Optional.of(key), Optional.of(hosts), timeout);
  }
}
