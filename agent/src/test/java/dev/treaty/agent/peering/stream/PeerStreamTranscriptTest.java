package dev.treaty.agent.peering.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules of the stream as texts to read.
 *
 * <p>{@code -Dtreaty.golden=write} rewrites the answers; the difference is a change of behaviour.
 */
final class PeerStreamTranscriptTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/treaty/agent/peering/stream");

  @TestFactory
  List<DynamicTest> behavesAsWritten() throws IOException {
    String root = Files.readString(FOLDER.resolve("root.pem"));
    try (Stream<Path> files = Files.list(FOLDER.resolve("transcripts"))) {
      return files
          .sorted()
          .map(file ->
              DynamicTest.dynamicTest(
                  file.getFileName().toString(), file.toUri(), () -> check(file, root)))
          .toList();
    }
  }

  private static void check(Path file, String root) throws IOException {
    String text = Files.readString(file);
    String answered = Transcript.answered(text, new StreamScript(root)::run);
    if ("write".equals(System.getProperty("treaty.golden"))) {
      Files.writeString(file, answered);
    }
    assertThat(answered).isEqualTo(Files.readString(file));
  }
}
