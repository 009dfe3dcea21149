package dev.treaty.model.entry.kind;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * One block of a PEM text, found where Go's {@code encoding/pem} finds it; its content may be a
 * key, so it is never printed.
 */
final class PemBlock {

  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "\n-----END ";
  private static final String DASHES = "-----";

  private final String type;
  private final byte[] bytes;

  private PemBlock(String type, byte[] bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  /** What the block holds, such as {@code CERTIFICATE}. */
  String type() {
    return type;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** The first block of the text that can be read. */
  static Optional<PemBlock> first(String text) {
    return all(text).stream().findFirst();
  }

  /** All blocks that can be read. */
  static List<PemBlock> all(String text) {
    List<PemBlock> blocks = new ArrayList<>();
    int from = 0;
    while (true) {
      int end = text.indexOf(END, from);
      if (end < 0) {
        return blocks;
      }
      int begin = text.lastIndexOf(BEGIN, end - BEGIN.length());
      boolean startsLine = begin >= from && (begin == from || text.charAt(begin - 1) == '\n');
      Optional<PemBlock> block = startsLine ? read(text, begin, end) : Optional.empty();
      block.ifPresent(blocks::add);
      from = end + END.length();
      if (block.isPresent()) {
        int line = text.indexOf('\n', from);
        from = line < 0 ? text.length() : line + 1;
      }
    }
  }

  /** The block from its first line to the break before its last one. */
  private static Optional<PemBlock> read(String text, int begin, int end) {
    int line = lineEnd(text, begin);
    String head = trimmed(text.substring(begin + BEGIN.length(), Math.max(line, begin + 11)));
    if (!head.endsWith(DASHES)) {
      return Optional.empty();
    }
    String type = head.substring(0, head.length() - DASHES.length());
    int at = line + 1;
    boolean headed = false;
    while (at <= end && text.substring(at, lineEnd(text, at)).contains(":")) {
      headed = true;
      at = lineEnd(text, at) + 1;
    }
    String last = text.substring(end + END.length());
    String trailer = type + DASHES;
    boolean closed =
        last.startsWith(trailer)
            && trimmed(last.substring(trailer.length(), lineEnd(last, trailer.length()))).isEmpty();
    if (!closed || (headed && at > end)) {
      return Optional.empty();
    }
    String content = at >= end ? "" : text.substring(at, end);
    return bytes(content).map(bytes -> new PemBlock(type, bytes));
  }

  private static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  /** A line without the blanks at its end. */
  private static String trimmed(String line) {
    return line.replaceFirst("\r$", "").replaceFirst("[ \t]+$", "");
  }

  /** Go passes over blanks and breaks and wants the padding. */
  private static Optional<byte[]> bytes(String content) {
    String base64 = content.replaceAll("[ \t\r\n]", "");
    try {
      return base64.length() % 4 == 0
          ? Optional.of(Base64.getDecoder().decode(base64))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "PEM block " + type;
  }
}
