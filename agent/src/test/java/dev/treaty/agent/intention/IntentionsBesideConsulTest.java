package dev.treaty.agent.intention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.sidebyside.SideBySide;
import dev.treaty.agent.sidebyside.SideBySide.Answers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Every intention endpoint, the older ones too, asked the same as a real Consul. */
@EnabledIfEnvironmentVariable(
    named = "TREATY_TEST_CONSUL",
    matches = ".+",
    disabledReason = "TREATY_TEST_CONSUL names no Consul binary")
final class IntentionsBesideConsulTest {

  @TempDir private static Path folder;

  @Test
  void answersEveryRequestAsConsulDoes() throws IOException {
    List<String> differences = new ArrayList<>();
    try (SideBySide both = new SideBySide(folder)) {
      for (String line : requests()) {
        Answers answers = both.play(line);
        if (!answers.agree()) {
          differences.add(
              "%s%n  Consul: %s%n  ours:   %s%n".formatted(line, answers.consul(), answers.ours()));
        }
      }
    }
    assertThat(differences).isEmpty();
  }

  @Test
  void anIntentionThatIsWrittenAgainGetsANewIndex() throws IOException {
    try (SideBySide both = new SideBySide(folder.resolve("again"))) {
      String put =
          "PUT /v1/connect/intentions/exact?source=web&destination=db {\"Action\":\"allow\"}";
      both.play(put);
      long consul =
          both.consul().get("/v1/config/service-intentions/db").path("ModifyIndex").asLong();
      String ours = both.ours().get("/v1/config/service-intentions/db").body();
      both.play(put);
      assertThat(both.consul().get("/v1/config/service-intentions/db").path("ModifyIndex").asLong())
          .isGreaterThan(consul);
      assertThat(both.ours().get("/v1/config/service-intentions/db").body()).isNotEqualTo(ours);
    }
  }

  private static List<String> requests() throws IOException {
    try (InputStream in =
        IntentionsBesideConsulTest.class.getResourceAsStream("/beside-consul/intentions.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }
}
