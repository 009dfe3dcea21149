package dev.treaty.model.syntax;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays HCL out in one way: two spaces a level, an item a line, {@code =} below {@code =} in lines
 * that follow each other, at most one empty line.
 *
 * <p>What stood on one line stays there where it fits. Keys and scalars stay as they are written,
 * and in their order; comments stay before or behind what they stood at.
 */
public final class HclFormat {

  private static final int WIDTH = 100;
  private static final int TOO_WIDE = WIDTH + 1;
  private static final String STEP = "  ";

  private final StringBuilder out = new StringBuilder();

  private HclFormat() {}

  /** Formats a document that can be read. */
  public static Formatted format(SourceText source) {
    Parsed parsed = HclReader.read(source);
    if (parsed.diagnostics().stream().anyMatch(Diagnostic::isError)) {
      return new Formatted.Refused(parsed.diagnostics());
    }
    HclFormat format = new HclFormat();
    format.body(HclPieces.of(source), "");
    return format.isFull()
        ? new Formatted.Refused(
            List.of(
                DiagnosticCode.TOO_LARGE.at(
                    SourceRange.at(source.file(), 1, 1),
                    "",
                    "laid out, the file would have more than " + SourceText.MAX_BYTES + " bytes")))
        : new Formatted.Text(format.out.toString());
  }

  /** Whether there is more than any file may have: deep indentation makes much of little. */
  private boolean isFull() {
    return out.length() > SourceText.MAX_BYTES;
  }

  private void body(List<HclPiece> pieces, String indent) {
    for (int at = 0; at < pieces.size() && !isFull(); ) {
      int end = at + 1;
      if (aligns(pieces.get(at), indent)) {
        while (end < pieces.size()
            && !pieces.get(end).spaced()
            && aligns(pieces.get(end), indent)) {
          end++;
        }
      }
      run(pieces.subList(at, end), indent);
      at = end;
    }
  }

  /** Whether the piece is one line {@code key = value}. */
  private static boolean aligns(HclPiece piece, String indent) {
    return piece instanceof HclPiece.Item item
        && item.assigned()
        && isFlat(item, indent)
        && columns(head(item)) <= WIDTH;
  }

  /** Lines that are aligned with each other, or one piece. */
  private void run(List<HclPiece> pieces, String indent) {
    int keys = 0;
    int lines = 0;
    boolean several = pieces.size() > 1;
    List<String> texts = new ArrayList<>();
    for (HclPiece piece : pieces) {
      keys = Math.max(keys, several ? columns(head((HclPiece.Item) piece)) : 0);
    }
    for (HclPiece piece : pieces) {
      if (several && piece instanceof HclPiece.Item item) {
        String head = head(item);
        String text = head + " ".repeat(keys - columns(head)) + " = " + flat(item.content());
        texts.add(text);
        boolean counts = !item.trailing().isEmpty() && text.length() <= 2 * WIDTH;
        lines = counts ? Math.max(lines, columns(text)) : lines;
      }
    }
    for (int i = 0; i < pieces.size(); i++) {
      HclPiece piece = pieces.get(i);
      if (piece.spaced()) {
        out.append('\n');
      }
      out.append(indent);
      switch (piece) {
        case HclPiece.Remark remark -> out.append(remark.text()).append('\n');
        case HclPiece.Item item -> {
          if (several) {
            out.append(texts.get(i));
            trailing(item, Math.max(1, lines - columns(texts.get(i)) + 1));
          } else {
            out.append(opening(item));
            content(item, indent);
            trailing(item, 1);
          }
        }
      }
    }
  }

  private void trailing(HclPiece.Item item, int gap) {
    if (!item.trailing().isEmpty()) {
      out.append(" ".repeat(gap)).append(item.trailing());
    }
    out.append('\n');
  }

  private static String head(HclPiece.Item item) {
    return String.join(" ", item.keys());
  }

  /** What stands before the value. */
  private static String opening(HclPiece.Item item) {
    if (item.keys().isEmpty()) {
      return "";
    }
    return head(item) + (item.assigned() ? " = " : " ");
  }

  private void content(HclPiece.Item item, String indent) {
    switch (item.content()) {
      case HclPiece.Literal literal -> out.append(literal.raw());
      case HclPiece.Group group when isFlat(item, indent) -> out.append(flat(group));
      case HclPiece.Group(boolean list, List<HclPiece> pieces, boolean flat) -> {
        out.append(list ? "[\n" : "{\n");
        if (list) {
          elements(pieces, indent + STEP);
        } else {
          body(pieces, indent + STEP);
        }
        out.append(indent).append(list ? ']' : '}');
      }
    }
  }

  private void elements(List<HclPiece> pieces, String indent) {
    for (HclPiece piece : pieces) {
      if (isFull()) {
        return;
      }
      if (piece.spaced()) {
        out.append('\n');
      }
      out.append(indent);
      switch (piece) {
        case HclPiece.Remark remark -> out.append(remark.text()).append('\n');
        case HclPiece.Item item -> {
          content(item, indent);
          if (item.content() instanceof HclPiece.Literal literal && literal.isHeredoc()) {
            // Its end marker must stand alone on a line.
            out.append('\n').append(indent);
          }
          out.append(',');
          trailing(item, 1);
        }
      }
    }
  }

  /** Whether the item is written on one line; does not depend on its neighbours. */
  private static boolean isFlat(HclPiece.Item item, String indent) {
    return switch (item.content()) {
      case HclPiece.Literal literal -> literal.isFlat();
      case HclPiece.Group group ->
          group.pieces().isEmpty()
              || indent.length() + columns(opening(item)) + flatColumns(group) <= WIDTH;
    };
  }

  /**
   * How wide the content is on one line. More than {@link #WIDTH}, and no more is looked at, where
   * it must not or cannot stand on one: each of many nested brackets asks again.
   */
  private static int flatColumns(HclPiece.Content content) {
    return switch (content) {
      case HclPiece.Literal literal ->
          literal.isFlat() && literal.raw().length() <= 2 * WIDTH
              ? columns(literal.raw())
              : TOO_WIDE;
      case HclPiece.Group(boolean list, List<HclPiece> pieces, boolean flat) -> {
        if (pieces.isEmpty()) {
          yield 2;
        }
        int columns = flat ? (list ? 2 : 4) + 2 * (pieces.size() - 1) : TOO_WIDE;
        for (int i = 0; i < pieces.size() && columns <= WIDTH; i++) {
          columns +=
              pieces.get(i) instanceof HclPiece.Item item && item.trailing().isEmpty()
                  ? columns(opening(item)) + flatColumns(item.content())
                  : TOO_WIDE;
        }
        yield Math.min(columns, TOO_WIDE);
      }
    };
  }

  private static String flat(HclPiece.Content content) {
    return switch (content) {
      case HclPiece.Literal literal -> literal.raw();
      case HclPiece.Group(boolean list, List<HclPiece> pieces, boolean flat) -> {
        List<String> texts = new ArrayList<>();
        for (HclPiece piece : pieces) {
          if (piece instanceof HclPiece.Item item) {
            texts.add(opening(item) + flat(item.content()));
          }
        }
        String inner = String.join(", ", texts);
        if (list) {
          yield "[" + inner + "]";
        }
        yield inner.isEmpty() ? "{}" : "{ " + inner + " }";
      }
    };
  }

  private static int columns(String text) {
    return text.codePointCount(0, text.length());
  }
}
