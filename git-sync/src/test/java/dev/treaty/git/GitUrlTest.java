package dev.treaty.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitUrlTest {

  @Test
  void keepsThePasswordOutOfWhatIsPrinted() {
    GitUrl url = GitUrl.of("https://me:s3cr%20et@git.example:8443/a/b.git?token=s3cret");

    assertThat(url.toString()).isEqualTo("https://git.example:8443/a/b.git");
    assertThat(url.text()).doesNotContain("s3cret");
    assertThat(url.password().orElseThrow().reveal()).isEqualTo("s3cr et");
    assertThat(new GitSource(url, java.util.Optional.empty(), "").toString())
        .doesNotContain("s3cr et");
  }

  @Test
  void knowsTheScpForm() {
    assertThat(GitUrl.of("git@host.example:team/mesh.git").transport())
        .isEqualTo(GitUrl.Transport.SSH);
    assertThat(GitUrl.of("./a:b").transport()).isEqualTo(GitUrl.Transport.LOCAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git://host/x",
        "ext::sh -c id",
        "http://git.example/x",
        "-oProxyCommand=id",
        "",
        "a\nb",
        "ftp://host/x",
        "https:///x"
      })
  void refusesWhatCouldRunAProgramOrProtectsNothing(String address) {
    assertThatIllegalArgumentException().isThrownBy(() -> GitUrl.of(address));
  }
}
