package dev.treaty.model.diagnostic;

/**
 * A stretch of a source file. Lines and columns count from 1; the end is exclusive.
 *
 * @param file path inside the source tree, with forward slashes
 */
public record SourceRange(String file, int startLine, int startColumn, int endLine, int endColumn) {

  /** The range of one character. */
  public static SourceRange at(String file, int line, int column) {
    return new SourceRange(file, line, column, line, column + 1);
  }

  /** {@code file:line:column}, as editors and compilers print it. */
  public String position() {
    return file + ":" + startLine + ":" + startColumn;
  }
}
