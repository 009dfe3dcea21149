package dev.treaty.model.syntax;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.events.CommentEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** The comments of a readable document. */
public final class Comments {

  private Comments() {}

  /**
   * One comment.
   *
   * @param line where it begins, from 1
   * @param column where it begins, from 1
   * @param alone whether nothing stands before it on its line
   * @param lines its text without the signs that make it a comment
   */
  public record Comment(int line, int column, boolean alone, List<String> lines) {
    public Comment {
      lines = List.copyOf(lines);
    }
  }

  /** All comments, in order. */
  public static List<Comment> of(SourceText source, Form form) {
    return switch (form) {
      case HCL -> hcl(source);
      case YAML -> yaml(source);
      case JSON -> List.of();
    };
  }

  private static List<Comment> hcl(SourceText source) {
    String text = source.text();
    List<Comment> comments = new ArrayList<>();
    int line = 1;
    int lineStart = 0;
    int at = 0;
    for (HclPieces.Span span : HclPieces.comments(source)) {
      for (; at < span.start(); at++) {
        if (text.charAt(at) == '\n') {
          line++;
          lineStart = at + 1;
        }
      }
      boolean alone = text.substring(lineStart, at).isBlank();
      String raw = text.substring(span.start(), span.end());
      comments.add(new Comment(line, at - lineStart + 1, alone, lines(raw)));
    }
    return comments;
  }

  private static List<String> lines(String raw) {
    if (raw.startsWith("/*")) {
      return raw.substring(2, raw.length() - 2)
          .strip()
          .lines()
          .map(line -> line.strip().replaceFirst("^\\*+ ?", ""))
          .toList();
    }
    return List.of(raw.substring(raw.startsWith("#") ? 1 : 2).strip());
  }

  private static List<Comment> yaml(SourceText source) {
    LoadSettings settings =
        LoadSettings.builder()
            .setParseComments(true)
            .setUseMarks(true)
            .setCodePointLimit(SourceText.MAX_BYTES)
            .build();
    List<Comment> comments = new ArrayList<>();
    new Parse(settings)
        .parseString(source.text())
        .forEach(event -> {
          if (event instanceof CommentEvent comment
              && comment.getCommentType() != CommentType.BLANK_LINE) {
            Mark mark = comment.getStartMark().orElseThrow();
            comments.add(
                new Comment(
                    mark.getLine() + 1,
                    mark.getColumn() + 1,
                    comment.getCommentType() == CommentType.BLOCK,
                    List.of(comment.getValue().strip())));
          }
        });
    return comments;
  }
}
