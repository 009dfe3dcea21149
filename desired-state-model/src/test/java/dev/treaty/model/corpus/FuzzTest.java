package dev.treaty.model.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.treaty.model.entry.FileVerdict;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.syntax.SourceText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Reads mutated inputs of the corpus; {@code -Dtreaty.fuzz=N} says how many for each reader. */
class FuzzTest {

  private static final int SHORT_RUN = 3000;
  private static final String TOKENS = "{}[]()=,:\"'#\\\n\t -&*!|>%@`<$0e.+\u0000\u202e\ufeff~?";

  @Test
  void noReaderSaysAnythingButDiagnostics(TestReporter reporter) {
    Optional<Corpus> found = Corpus.find();
    assumeTrue(found.isPresent(), "no corpus beside the project: set TREATY_CORPUS");
    Corpus corpus = found.orElseThrow();
    int runs = Integer.getInteger("treaty.fuzz", SHORT_RUN);
    for (String ending : List.of(".hcl", ".json", ".yaml")) {
      List<byte[]> seeds =
          corpus.inputs().stream()
              .filter(input -> input.file().endsWith(ending))
              .map(corpus::bytes)
              .filter(bytes -> bytes.length < 8000)
              .toList();
      Random random = new Random(20261124);
      int valid = 0;
      for (int i = 0; i < runs; i++) {
        byte[] bytes = mutated(seeds, random);
        FileVerdict verdict = read("fuzz" + ending, bytes, i);
        valid += verdict.isValid() ? 1 : 0;
        assertThat(verdict.isValid() || !verdict.diagnostics().isEmpty()).isTrue();
      }
      reporter.publishEntry("fuzz: " + runs + " of " + ending + ", " + valid + " still valid");
    }
  }

  private static FileVerdict read(String file, byte[] bytes, int run) {
    try {
      return FileVerdict.of(SourceText.of(file, bytes), ServerProfile.DEFAULT);
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("run " + run + " of " + file + ": " + new String(bytes), e);
    }
  }

  private static byte[] mutated(List<byte[]> seeds, Random random) {
    byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
    for (int edits = 1 + random.nextInt(4); edits > 0 && bytes.length > 1; edits--) {
      int at = random.nextInt(bytes.length);
      int end = Math.min(bytes.length, at + 1 + random.nextInt(40));
      bytes =
          switch (random.nextInt(7)) {
            case 0 -> joined(bytes, 0, at, new byte[] {(byte) random.nextInt(256)}, at + 1);
            case 1 -> joined(bytes, 0, at, token(random), at);
            case 2 -> joined(bytes, 0, at, token(random), at + 1);
            case 3 -> joined(bytes, 0, at, new byte[0], end);
            case 4 -> joined(bytes, 0, end, Arrays.copyOfRange(bytes, at, end), end);
            case 5 -> Arrays.copyOf(bytes, at);
            default -> {
              byte[] other = seeds.get(random.nextInt(seeds.size()));
              int from = random.nextInt(Math.max(1, other.length));
              int to = Math.min(other.length, from + random.nextInt(60));
              yield joined(bytes, 0, at, Arrays.copyOfRange(other, from, to), end);
            }
          };
    }
    return bytes;
  }

  private static byte[] token(Random random) {
    String token = TOKENS.substring(random.nextInt(TOKENS.length())).substring(0, 1);
    return token.repeat(1 + random.nextInt(3)).getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static byte[] joined(byte[] bytes, int from, int to, byte[] middle, int rest) {
    int tail = Math.max(0, bytes.length - rest);
    byte[] out = new byte[to - from + middle.length + tail];
    System.arraycopy(bytes, from, out, 0, to - from);
    System.arraycopy(middle, 0, out, to - from, middle.length);
    System.arraycopy(bytes, bytes.length - tail, out, out.length - tail, tail);
    return out;
  }
}
