package dev.treaty.model.syntax;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** A file's text, decoded and checked. */
public final class SourceText {

  /** The largest file that is read, in bytes. */
  public static final int MAX_BYTES = 16 * 1024 * 1024;

  private static final int MAX_EXCERPT = 500;

  private final String file;
  private final String text;
  private final List<Diagnostic> faults;

  /** Where the lines begin; empty until it is asked for. A second answer would be the same. */
  private int[] lineStarts = {};

  /**
   * A text with what is wrong with it.
   *
   * @param file path inside the source tree, with forward slashes
   * @param text without byte order mark; empty where there are faults
   * @param faults why the bytes cannot be read as text; every reader hands them on
   */
  private SourceText(String file, String text, List<Diagnostic> faults) {
    this.file = file;
    this.text = text;
    this.faults = List.copyOf(faults);
  }

  /** A text that is already decoded. */
  public SourceText(String file, String text) {
    this(file, text, List.of());
  }

  public String file() {
    return file;
  }

  public String text() {
    return text;
  }

  public List<Diagnostic> faults() {
    return faults;
  }

  /** Decodes UTF-8; refuses other encodings, NUL characters and files over the limit. */
  public static SourceText of(String file, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return fault(
          file,
          DiagnosticCode.TOO_LARGE,
          SourceRange.at(file, 1, 1),
          "the file has " + bytes.length + " bytes; at most " + MAX_BYTES + " are read");
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), out, true);
    out.flip();
    String text = out.toString();
    if (result.isError()) {
      return fault(
          file,
          DiagnosticCode.NOT_UTF8,
          endOf(file, text),
          "the file is not UTF-8 from this place on");
    }
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      return fault(
          file,
          DiagnosticCode.NOT_UTF8,
          endOf(file, text.substring(0, nul)),
          "there is a NUL character here; this looks like a binary file");
    }
    return new SourceText(file, text);
  }

  /** The line with this number (from 1) without its end, or an empty text beyond the last. */
  public String line(int number) {
    return line(number, MAX_BYTES);
  }

  /** The beginning of a line: a long one is not copied whole for each of its diagnostics. */
  private String line(int number, int longest) {
    if (lineStarts.length == 0) {
      lineStarts =
          IntStream.concat(
                  IntStream.of(0),
                  IntStream.range(0, text.length())
                      .filter(i -> text.charAt(i) == '\n')
                      .map(i -> i + 1))
              .toArray();
    }
    if (number < 1 || number > lineStarts.length) {
      return "";
    }
    int start = lineStarts[number - 1];
    int next = number < lineStarts.length ? lineStarts[number] - 1 : text.length();
    int end = next > start && text.charAt(next - 1) == '\r' ? next - 1 : next;
    return text.substring(start, Math.min(end, start + longest));
  }

  /** The diagnostic with the source line concerned as its excerpt. */
  public Diagnostic withExcerpt(Diagnostic diagnostic) {
    if (diagnostic.range().isEmpty() || !diagnostic.excerpt().isEmpty()) {
      return diagnostic;
    }
    return diagnostic.withExcerpt(excerpt(diagnostic.range().get().startLine()));
  }

  /** The beginning of a line, as diagnostics show it. */
  public String excerpt(int line) {
    return line(line, MAX_EXCERPT);
  }

  private static SourceRange endOf(String file, String before) {
    int line = 1;
    int start = 0;
    for (int at = before.indexOf('\n'); at >= 0; at = before.indexOf('\n', start)) {
      line++;
      start = at + 1;
    }
    return SourceRange.at(file, line, before.length() - start + 1);
  }

  private static SourceText fault(
      String file, DiagnosticCode code, SourceRange range, String message) {
    return new SourceText(file, "", List.of(code.at(range, "", message)));
  }
}
