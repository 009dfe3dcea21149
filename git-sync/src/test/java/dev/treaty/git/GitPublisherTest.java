package dev.treaty.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitPublisherTest {

  @Test
  void whatIsPushedCanBeFollowed(@TempDir Path folder) {
    Path remote = folder.resolve("mesh.git");
    try (GitPublisher publisher = GitPublisher.create(remote, folder.resolve("own.git"))) {
      String first = publisher.commit(files("a/b.hcl", "x"), "One", Instant.EPOCH);
      publisher.push();
      assertThat(fetch(remote)).isEqualTo(new FetchOutcome.Found(first));

      String second = publisher.commit(files("a/b.hcl", "y"), "Two", Instant.EPOCH);
      assertThat(fetch(remote)).isEqualTo(new FetchOutcome.Found(first));
      publisher.push();
      assertThat(fetch(remote)).isEqualTo(new FetchOutcome.Found(second));
    }
  }

  private static FetchOutcome fetch(Path remote) {
    GitSource source = new GitSource(GitUrl.of(remote.toString()), Optional.of("main"), "");
    JGitRemote.Opening opening = JGitRemote.open(source, GitAccess.NONE, Optional.empty());
    assertThat(opening).isInstanceOf(JGitRemote.Opening.Opened.class);
    try (JGitRemote opened = ((JGitRemote.Opening.Opened) opening).remote()) {
      return opened.fetch();
    }
  }

  private static TreeMap<String, byte[]> files(String path, String text) {
    return new TreeMap<>(Map.of(path, text.getBytes(StandardCharsets.UTF_8)));
  }
}
