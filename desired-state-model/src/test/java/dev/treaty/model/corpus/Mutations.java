package dev.treaty.model.corpus;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Breaks inputs in one to four places. */
final class Mutations {

  private static final String TOKENS = "{}[]()=,:\"'#\\\n\t -&*!|>%@`<$0e.+\u0000\u202e\ufeff~?";

  private final List<byte[]> seeds;
  private final Random random = new Random(20261124);

  Mutations(List<byte[]> seeds) {
    this.seeds = seeds;
  }

  byte[] next() {
    byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
    for (int edits = 1 + random.nextInt(4); edits > 0 && bytes.length > 1; edits--) {
      int at = random.nextInt(bytes.length);
      int end = Math.min(bytes.length, at + 1 + random.nextInt(40));
      bytes =
          switch (random.nextInt(7)) {
            case 0 -> joined(bytes, 0, at, new byte[] {(byte) random.nextInt(256)}, at + 1);
            case 1 -> joined(bytes, 0, at, token(), at);
            case 2 -> joined(bytes, 0, at, token(), at + 1);
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

  private byte[] token() {
    String token = TOKENS.substring(random.nextInt(TOKENS.length())).substring(0, 1);
    return token.repeat(1 + random.nextInt(3)).getBytes(StandardCharsets.UTF_8);
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
