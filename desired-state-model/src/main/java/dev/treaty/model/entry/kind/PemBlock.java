package dev.treaty.model.entry.kind;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One block of a PEM text; its content may be a key, so it is never printed. */
final class PemBlock {

  private static final Pattern BLOCK =
      Pattern.compile(
          "(?:^|\\n)-----BEGIN ([^-\\n\\r]+)-----[ \\t\\r]*\\n(.*?)\\n?-----END \\1-----",
          Pattern.DOTALL);

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

  static List<PemBlock> all(String text) {
    List<PemBlock> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      bytes(block.group(2)).ifPresent(bytes -> blocks.add(new PemBlock(block.group(1), bytes)));
    }
    return blocks;
  }

  /** The content without the headers that may stand before it. */
  private static Optional<byte[]> bytes(String content) {
    StringBuilder base64 = new StringBuilder();
    for (String line : content.split("\n")) {
      if (!line.contains(":")) {
        base64.append(line.strip().replace(" ", "").replace("\t", ""));
      }
    }
    try {
      return base64.length() % 4 == 0
          ? Optional.of(Base64.getDecoder().decode(base64.toString()))
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
