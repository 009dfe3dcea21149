package dev.treaty.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching over real TLS and real SSH from servers of this process. */
class RemoteTransportTest {
  @TempDir Path temp;
  private BareRepository origin;

  @BeforeEach
  void makeRepository() throws Exception {
    origin = new BareRepository(temp.resolve("origin.git"));
  }

  @AfterEach
  void close() {
    origin.close();
  }

  private HttpsGitServer https() throws Exception {
    return new HttpsGitServer(origin.repository, temp, InstantSource.system().instant());
  }

  private static JGitRemote remote(String url, GitAccess access, Optional<Path> store) {
    return GitSyncTest.opened(
        JGitRemote.open(new GitSource(GitUrl.of(url), Optional.of("main"), ""), access, store));
  }

  private static GitFailure failure(SyncResult result) {
    assertThat(result).isInstanceOf(SyncResult.Unreachable.class);
    return ((SyncResult.Unreachable) result).failure();
  }

  @Test
  void followsABranchOverHttps() throws Exception {
    String first = origin.commit(Map.of("treaty.hcl", "a"));
    try (HttpsGitServer server = https();
        JGitRemote remote =
            remote(
                server.url(),
                GitAccess.NONE
                    .withCaFile(server.caFile)
                    .withPassword(HttpsGitServer.USER, GitSecret.of(HttpsGitServer.PASSWORD)),
                Optional.of(temp.resolve("data/git")))) {
      GitSync sync = new GitSync(remote);
      assertThat(sync.step(Optional.empty()))
          .isInstanceOfSatisfying(
              SyncResult.Advanced.class,
              advanced -> assertThat(advanced.tree().revision()).isEqualTo(first));
      assertThat(sync.step(Optional.of(first))).isEqualTo(new SyncResult.Unchanged(first));

      String second = origin.commit(Map.of("treaty.hcl", "b"));
      assertThat(sync.step(Optional.of(first)))
          .isInstanceOfSatisfying(
              SyncResult.Advanced.class,
              advanced -> assertThat(advanced.tree().revision()).isEqualTo(second));
      assertThat(sync.at(first.substring(0, 8))).isInstanceOf(SyncResult.Advanced.class);
    }
  }

  @Test
  void refusesACertificateThatIsNotTrusted() throws Exception {
    origin.commit(Map.of("treaty.hcl", "a"));
    try (HttpsGitServer server = https();
        JGitRemote remote = remote(server.url(), GitAccess.NONE, Optional.empty())) {
      assertThat(failure(new GitSync(remote).step(Optional.empty())).cause())
          .isEqualTo(GitFailure.Cause.TLS);
    }
  }

  @Test
  void saysThatTheCredentialsWereRefusedWithoutNamingThem() throws Exception {
    origin.commit(Map.of("treaty.hcl", "a"));
    try (HttpsGitServer server = https();
        JGitRemote remote =
            remote(
                server.url(),
                GitAccess.NONE
                    .withCaFile(server.caFile)
                    .withPassword(HttpsGitServer.USER, GitSecret.of("wr0ng-secret")),
                Optional.empty())) {
      GitFailure failure = failure(new GitSync(remote).step(Optional.empty()));
      assertThat(failure.cause()).isEqualTo(GitFailure.Cause.AUTHENTICATION);
      assertThat(failure.message()).doesNotContain("wr0ng-secret");
    }
  }

  @Test
  void followsNoRedirect() throws Exception {
    origin.commit(Map.of("treaty.hcl", "a"));
    try (HttpsGitServer server = https();
        JGitRemote remote =
            remote(server.url(), GitAccess.NONE.withCaFile(server.caFile), Optional.empty())) {
      server.redirectEverything();

      assertThat(failure(new GitSync(remote).step(Optional.empty())).message())
          .doesNotContain("elsewhere.git: connection");
    }
  }

  @Test
  void followsABranchOverSsh() throws Exception {
    String first = origin.commit(Map.of("treaty.hcl", "a"));
    try (SshGitServer server = new SshGitServer(origin.repository, temp);
        JGitRemote remote =
            remote(
                server.url(),
                GitAccess.NONE.withSsh(server.clientKey, server.knownHosts),
                Optional.empty())) {
      assertThat(new GitSync(remote).step(Optional.empty()))
          .isInstanceOfSatisfying(
              SyncResult.Advanced.class,
              advanced -> assertThat(advanced.tree().revision()).isEqualTo(first));
    }
  }

  @Test
  void refusesAHostThatIsNotKnown() throws Exception {
    origin.commit(Map.of("treaty.hcl", "a"));
    try (SshGitServer server = new SshGitServer(origin.repository, temp)) {
      Path empty = Files.writeString(temp.resolve("none"), "");
      try (JGitRemote remote =
          remote(server.url(), GitAccess.NONE.withSsh(server.clientKey, empty), Optional.empty())) {
        assertThat(failure(new GitSync(remote).step(Optional.empty())).cause())
            .isEqualTo(GitFailure.Cause.HOST_KEY);
      }
      assertThat(Files.readString(empty)).isEmpty();
    }
  }

  @Test
  void refusesAHostWithAnotherKey() throws Exception {
    origin.commit(Map.of("treaty.hcl", "a"));
    try (SshGitServer server = new SshGitServer(origin.repository, temp)) {
      String line = Files.readString(server.knownHosts);
      Path wrong =
          Files.writeString(
              temp.resolve("wrong"),
              line.substring(0, line.indexOf(' ') + 1)
                  + PublicKeyEntry.toString(SshGitServer.ecKey().getPublic())
                  + "\n");
      try (JGitRemote remote =
          remote(server.url(), GitAccess.NONE.withSsh(server.clientKey, wrong), Optional.empty())) {
        assertThat(failure(new GitSync(remote).step(Optional.empty())).cause())
            .isEqualTo(GitFailure.Cause.HOST_KEY);
      }
    }
  }
}
