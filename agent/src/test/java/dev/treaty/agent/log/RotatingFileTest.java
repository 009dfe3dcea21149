package dev.treaty.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingFileTest {

  @TempDir Path folder;

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private RotatingFile file(long bytes, Duration every, int most) {
    return new RotatingFile(folder.resolve("agent.log"), bytes, every, most, () -> now);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void putsAFullFileAsideUnderConsulsName() throws IOException {
    try (RotatingFile file = file(10, Duration.ofDays(1), 0)) {
      file.write("0123456789\n");
      assertThat(names()).containsExactly("agent.log");
      file.write("next\n");
      assertThat(names()).containsExactly("agent-1767225600000000000.log", "agent.log");
      assertThat(folder.resolve("agent.log")).hasContent("next");
      file.write("a line of this length\n");
      file.write("x\n");
      assertThat(names()).hasSize(3);
    }
  }

  @Test
  void putsAnOldFileAside() throws IOException {
    try (RotatingFile file = file(0, Duration.ofHours(1), 0)) {
      file.write("a\n");
      now = now.plus(Duration.ofMinutes(59));
      file.write("b\n");
      assertThat(names()).hasSize(1);
      now = now.plus(Duration.ofMinutes(1));
      file.write("c\n");
      assertThat(folder.resolve("agent.log")).hasContent("c");
    }
  }

  @Test
  void keepsAsManyOldFilesAsItMayAndTouchesNoOthers() throws IOException {
    Files.writeString(folder.resolve("agent-notes.log"), "mine");
    try (RotatingFile file = file(1, Duration.ofDays(9), 2)) {
      for (int i = 0; i < 6; i++) {
        now = now.plusSeconds(1);
        file.write("line " + i + "\n");
      }
    }
    assertThat(names()).hasSize(4).contains("agent-notes.log", "agent.log");
    try (RotatingFile file = file(1, Duration.ofDays(9), -1)) {
      file.write("a\n");
      file.write("b\n");
    }
    assertThat(names()).containsExactly("agent-notes.log", "agent.log");
  }

  @Test
  void goesOnWhereItWasAndLetsNobodyElseRead() throws IOException {
    try (RotatingFile file = file(0, Duration.ofDays(1), 0)) {
      file.write("a\n");
    }
    try (RotatingFile file = file(0, Duration.ofDays(1), 0)) {
      file.write("b\n");
    }
    Path made = folder.resolve("agent.log");
    assertThat(made).hasContent("a\nb");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made))).endsWith("---");
  }
}
