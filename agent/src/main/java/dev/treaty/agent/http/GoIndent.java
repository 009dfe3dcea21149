package dev.treaty.agent.http;

import java.io.ByteArrayOutputStream;

/** Indents compact JSON by four blanks, as Go's {@code json.Indent} does. */
final class GoIndent {

  private GoIndent() {}

  static byte[] indent(byte[] compact) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(compact.length * 2);
    int depth = 0;
    boolean inText = false;
    for (int i = 0; i < compact.length; i++) {
      byte b = compact[i];
      if (inText) {
        out.write(b);
        if (b == '\\') {
          out.write(compact[++i]);
        } else if (b == '"') {
          inText = false;
        }
        continue;
      }
      switch (b) {
        case '"' -> {
          inText = true;
          out.write(b);
        }
        case '{', '[' -> {
          out.write(b);
          if (compact[i + 1] == b + 2) {
            out.write(compact[++i]);
          } else {
            line(out, ++depth);
          }
        }
        case '}', ']' -> {
          line(out, --depth);
          out.write(b);
        }
        case ',' -> {
          out.write(b);
          line(out, depth);
        }
        case ':' -> {
          out.write(b);
          out.write(' ');
        }
        default -> out.write(b);
      }
    }
    out.write('\n');
    return out.toByteArray();
  }

  private static void line(ByteArrayOutputStream out, int depth) {
    out.write('\n');
    for (int i = 0; i < depth; i++) {
      out.writeBytes(BLANKS);
    }
  }

  private static final byte[] BLANKS = {' ', ' ', ' ', ' '};
}
