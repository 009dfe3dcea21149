package dev.treaty.model.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {

  private static byte[] state(int size) {
    byte[] state = new byte[size];
    new Random(size).nextBytes(state);
    Arrays.fill(state, 0, size / 2, (byte) 'x');
    return state;
  }

  private static SnapshotMeta meta(long size) {
    return new SnapshotMeta(
        SnapshotMeta.OUR_VERSION,
        "2-7-1000",
        7,
        2,
        size,
        Optional.of(new SnapshotMeta.Origin(SnapshotMeta.FORMAT, "2026-11-25T00:00:00Z", "dc1")));
  }

  private static byte[] archive(byte[] state) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ArchiveWriter.write(out, meta(state.length), 1, to -> to.write(state));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  private static byte[] read(byte[] archive) throws IOException {
    return ArchiveReader.read(
        new ByteArrayInputStream(archive), (meta, state) -> state.readAllBytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 513, 70_000, 1_000_000})
  void readsWhatItWrote(int size) throws IOException {
    byte[] state = state(size);
    assertThat(read(archive(state))).isEqualTo(state);
    assertThat(ArchiveReader.verify(new ByteArrayInputStream(archive(state))))
        .isEqualTo(meta(size));
  }

  /**
   * Some bits may be turned: the time in gzip's header, what fills up a byte, and a distance in a
   * run of equal bytes, say. What comes out is the same then.
   */
  @Test
  void refusesAnyBitThatIsTurnedOrReadsExactlyWhatWasWritten() {
    byte[] state = state(700);
    int meaningless = 0;
    byte[] archive = archive(state);
    for (int at = 0; at < archive.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] damaged = archive.clone();
        damaged[at] ^= (byte) (1 << bit);
        try {
          assertThat(read(damaged)).as("bit %d of byte %d", bit, at).isEqualTo(state);
          meaningless++;
        } catch (IOException e) {
          assertThat(e).isInstanceOf(DamagedArchiveException.class);
        }
      }
    }
    assertThat(meaningless).isLessThan(archive.length * 8 / 20);
  }

  @Test
  void refusesWhatIsCutAnywhereAndWhatIsLonger() {
    byte[] archive = archive(state(700));
    IntStream.range(0, archive.length)
        .forEach(length ->
            assertThatThrownBy(() -> read(Arrays.copyOf(archive, length)))
                .as("cut to %d", length)
                .isInstanceOf(DamagedArchiveException.class));
    assertThatThrownBy(() -> read(Arrays.copyOf(archive, archive.length + 1)))
        .hasMessageContaining("something follows the end of the snapshot");
  }

  /** What is damaged before it was compressed has a sound frame: only the sums can tell. */
  @Test
  void believesNoContentWhoseSumDiffers() throws IOException {
    byte[] archive = archive(state(700));
    byte[] tar = new StrictGzip(new ByteArrayInputStream(archive)).readAllBytes();
    int inState = 3 * Tar.BLOCK + 650;
    tar[inState] ^= 1;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (java.util.zip.GZIPOutputStream zip = new java.util.zip.GZIPOutputStream(out)) {
      zip.write(tar);
    }
    assertThatThrownBy(() -> read(out.toByteArray()))
        .hasMessage(
            "failed to read snapshot file: failed checking integrity of snapshot: hash check failed"
                + " for \"state.bin\"");
  }

  @Test
  void saysInConsulsWordsWhatIsNoArchive() {
    assertThatThrownBy(() -> read("root:x:0:0".getBytes(StandardCharsets.UTF_8)))
        .hasMessage("failed to decompress snapshot: gzip: invalid header");
  }

  @Test
  void countsWhatAReaderPassesOver() throws IOException {
    byte[] archive = archive(state(1_000_000));
    long skipped =
        ArchiveReader.read(
            new ByteArrayInputStream(archive),
            (meta, state) -> {
              state.skipNBytes(900_000);
              return state.skip(1) + new java.io.BufferedInputStream(state).skip(10);
            });
    assertThat(skipped).isEqualTo(11);
  }

  @Test
  void writesNoArchiveOfAStateThatGrew() {
    assertThatThrownBy(() ->
            ArchiveWriter.write(
                new ByteArrayOutputStream(), meta(3), 1, to -> to.write(new byte[4])))
        .hasMessageContaining("has 4 bytes and not 3");
  }
}
