package dev.treaty.model.archive;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** Writes an archive; the state goes through once and is never held. */
public final class ArchiveWriter {

  private ArchiveWriter() {}

  /** Writes {@code state.bin}, the same bytes each time. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** How many bytes the content has: a tar names the size of a file before the file. */
  public static long sizeOf(Content content) throws IOException {
    Counting counting = new Counting(OutputStream.nullOutputStream());
    content.writeTo(counting);
    return counting.count;
  }

  /**
   * Writes the archive and leaves the stream open.
   *
   * @param meta with the content's size
   * @param seconds when it was taken, since 1970
   */
  public static void write(OutputStream out, SnapshotMeta meta, long seconds, Content content)
      throws IOException {
    GZIPOutputStream zip = new GZIPOutputStream(out, 1 << 16);
    byte[] json = meta.toJson();
    file(zip, ArchiveReader.META, json, seconds);
    Tar.begin(zip, new Tar.Entry(ArchiveReader.STATE, meta.size()), seconds);
    MessageDigest sha = ArchiveReader.sha256();
    Counting counting = new Counting(new DigestOutputStream(zip, sha));
    content.writeTo(counting);
    if (counting.count != meta.size()) {
      throw new IOException(
          "the state has " + counting.count + " bytes and not " + meta.size() + " as counted");
    }
    Tar.pad(zip, meta.size());
    String sums =
        line(ArchiveReader.sha256().digest(json), ArchiveReader.META)
            + line(sha.digest(), ArchiveReader.STATE);
    file(zip, ArchiveReader.SUMS, sums.getBytes(StandardCharsets.US_ASCII), seconds);
    Tar.end(zip);
    zip.finish();
  }

  private static String line(byte[] digest, String name) {
    return HexFormat.of().formatHex(digest) + "  " + name + "\n";
  }

  private static void file(OutputStream out, String name, byte[] bytes, long seconds)
      throws IOException {
    Tar.begin(out, new Tar.Entry(name, bytes.length), seconds);
    out.write(bytes);
    Tar.pad(out, bytes.length);
  }

  private static final class Counting extends FilterOutputStream {
    private long count;

    Counting(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int one) throws IOException {
      out.write(one);
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      count += length;
    }
  }
}
