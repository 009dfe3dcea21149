package dev.treaty.agent.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The last bytes of what a check says, and how many there were. */
final class Tail {

  private final byte[] ring;
  private long total;

  Tail(int most) {
    this.ring = new byte[most];
  }

  /** Takes in everything up to the end. */
  void drain(InputStream in) throws IOException {
    byte[] chunk = new byte[4096];
    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
      add(chunk, read);
    }
  }

  private synchronized void add(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      ring[(int) (total++ % ring.length)] = bytes[i];
    }
  }

  /** What is kept. */
  synchronized String text() {
    int kept = (int) Math.min(total, ring.length);
    byte[] out = new byte[kept];
    for (int i = 0; i < kept; i++) {
      out[i] = ring[(int) ((total - kept + i) % ring.length)];
    }
    return new String(out, StandardCharsets.UTF_8);
  }

  /** What is kept, with a word of it where that is not all. */
  synchronized String told() {
    return total > ring.length
        ? "Captured " + ring.length + " of " + total + " bytes\n...\n" + text()
        : text();
  }
}
