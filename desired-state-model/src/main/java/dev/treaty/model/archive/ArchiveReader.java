package dev.treaty.model.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads an archive, ours or Consul's, and believes nothing of it before all checksums hold. Of what
 * follows the last checksum nothing is passed over.
 */
public final class ArchiveReader {

  static final String META = "meta.json";
  static final String STATE = "state.bin";
  static final String SUMS = "SHA256SUMS";

  private static final int MOST_META = 1 << 20;
  private static final int MOST_SUMS = 4096;

  private ArchiveReader() {}

  /** Makes something of {@code state.bin}; what it leaves unread is read for the checksum. */
  @FunctionalInterface
  public interface Content<T> {
    T read(SnapshotMeta meta, InputStream state) throws IOException;
  }

  /** Reads an archive through and says what it is. */
  public static SnapshotMeta verify(InputStream in) throws IOException {
    return read(in, (meta, state) -> meta);
  }

  /**
   * Reads an archive through.
   *
   * @return what was made of its state, once the checksums held
   * @throws DamagedArchiveException with Consul's words in front
   */
  public static <T> T read(InputStream in, Content<T> content) throws IOException {
    StrictGzip zip;
    try {
      zip = new StrictGzip(in);
    } catch (DamagedArchiveException e) {
      throw new DamagedArchiveException("failed to decompress snapshot: " + e.getMessage());
    }
    try (zip) {
      return files(zip, content);
    } catch (DamagedArchiveException e) {
      throw new DamagedArchiveException("failed to read snapshot file: " + e.getMessage());
    }
  }

  private static <T> T files(InputStream in, Content<T> content) throws IOException {
    byte[] json = small(in, META, MOST_META);
    SnapshotMeta meta = SnapshotMeta.parse(json);
    Tar.Entry entry = Tar.next(in, STATE);
    MessageDigest sha = sha256();
    Part state = new Part(in, entry.size(), sha);
    T made = content.read(meta, state);
    state.transferTo(OutputStream.nullOutputStream());
    Tar.skipPadding(in, entry.size());
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put(META, HexFormat.of().formatHex(sha256().digest(json)));
    expected.put(STATE, HexFormat.of().formatHex(sha.digest()));
    check(new String(small(in, SUMS, MOST_SUMS), StandardCharsets.US_ASCII), expected);
    if (meta.size() != entry.size()) {
      throw new DamagedArchiveException("the size in " + META + " is not that of " + STATE);
    }
    Tar.expectEnd(in);
    return made;
  }

  private static void check(String sums, Map<String, String> expected)
      throws DamagedArchiveException {
    String why = "failed checking integrity of snapshot: ";
    Map<String, String> left = new LinkedHashMap<>(expected);
    for (String line : sums.lines().toList()) {
      String[] parts = line.split("  ", 2);
      String name = parts.length == 2 ? parts[1] : "";
      String digest = left.remove(name);
      if (digest == null) {
        throw new DamagedArchiveException(why + "list missing hash for \"" + name + "\"");
      }
      if (!digest.equals(parts[0])) {
        throw new DamagedArchiveException(why + "hash check failed for \"" + name + "\"");
      }
    }
    if (!left.isEmpty()) {
      throw new DamagedArchiveException(
          why + "file missing for \"" + left.keySet().iterator().next() + "\"");
    }
  }

  private static byte[] small(InputStream in, String name, int most) throws IOException {
    Tar.Entry entry = Tar.next(in, name);
    if (entry.size() > most) {
      throw new DamagedArchiveException(name + " has " + entry.size() + " bytes");
    }
    byte[] bytes = in.readNBytes((int) entry.size());
    if (bytes.length < entry.size()) {
      throw new DamagedArchiveException("unexpected EOF");
    }
    Tar.skipPadding(in, entry.size());
    return bytes;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * So many bytes of a stream, all of which must come. Also what is skipped goes into the checksum,
   * unlike in the JDK's own stream for it.
   */
  private static final class Part extends InputStream {
    private final InputStream in;
    private final MessageDigest sha;
    private long left;

    Part(InputStream in, long size, MessageDigest sha) {
      this.in = in;
      this.sha = sha;
      this.left = size;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = in.read(into, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new DamagedArchiveException("unexpected EOF");
      }
      sha.update(into, offset, count);
      left -= count;
      return count;
    }
  }
}
