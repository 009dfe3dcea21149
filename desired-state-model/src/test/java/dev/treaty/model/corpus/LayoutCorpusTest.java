package dev.treaty.model.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.treaty.model.entry.EntryDocuments;
import dev.treaty.model.syntax.CanonicalLayout;
import dev.treaty.model.syntax.Form;
import dev.treaty.model.syntax.Formatted;
import dev.treaty.model.syntax.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.events.CommentEvent;

class LayoutCorpusTest {

  @Test
  void layingOutTheCorpusKeepsValuesAndCommentsAndIsIdempotent(TestReporter reporter) {
    Optional<Corpus> found = Corpus.find();
    assumeTrue(found.isPresent(), "no corpus beside the project: set TREATY_CORPUS");
    Corpus corpus = found.orElseThrow();
    int formatted = 0;
    int refused = 0;
    for (Corpus.Input input : corpus.inputs()) {
      Form form = EntryDocuments.formOf(input.file()).orElseThrow();
      SourceText source = SourceText.of(input.file(), corpus.bytes(input));
      if (form == Form.JSON) {
        continue;
      }
      // Checks by itself that the value stays.
      switch (CanonicalLayout.of(source, form)) {
        case Formatted.Text(String text) -> {
          formatted++;
          SourceText again = new SourceText(input.file(), text);
          assertThat(CanonicalLayout.of(again, form))
              .as(input.file())
              .isEqualTo(new Formatted.Text(text));
          assertThat(comments(text, form))
              .as(input.file())
              .containsExactlyInAnyOrderElementsOf(comments(source.text(), form));
          assertThat(text).as(input.file()).doesNotContain("\n\n\n").doesNotStartWith("\n");
        }
        case Formatted.Refused(var diagnostics) -> {
          refused++;
          assertThat(diagnostics).as(input.file()).isNotEmpty();
        }
      }
    }
    reporter.publishEntry("layout: " + formatted + " formatted, " + refused + " refused");
    assertThat(formatted).isGreaterThan(900);
  }

  private static List<String> comments(String text, Form form) {
    return form == Form.HCL ? hclComments(text) : yamlComments(text);
  }

  private static List<String> yamlComments(String text) {
    LoadSettings settings = LoadSettings.builder().setParseComments(true).build();
    List<String> comments = new ArrayList<>();
    new Parse(settings)
        .parseString(text)
        .forEach(event -> {
          if (event instanceof CommentEvent comment
              && comment.getCommentType() != CommentType.BLANK_LINE) {
            comments.add(comment.getValue().strip());
          }
        });
    return comments;
  }

  /** Knows strings and heredocs only as far as is needed to see what is a comment. */
  private static List<String> hclComments(String text) {
    List<String> comments = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = at + 1;
      if (text.charAt(at) == '"') {
        int braces = 0;
        while (text.charAt(end) != '"' || braces > 0) {
          braces += text.startsWith("${", end) ? 1 : 0;
          braces -= braces > 0 && text.charAt(end) == '}' ? 1 : 0;
          end += text.charAt(end) == '\\' ? 2 : 1;
        }
        end++;
      } else if (text.startsWith("<<", at)) {
        int newline = text.indexOf('\n', at);
        String marker = text.substring(at, newline).replaceAll("[<\\-\\s]", "");
        end = newline;
        while (!text.substring(end + 1, lineEnd(text, end + 1)).strip().equals(marker)) {
          end = lineEnd(text, end + 1);
        }
        end = lineEnd(text, end + 1);
      } else if (text.charAt(at) == '#' || text.startsWith("//", at)) {
        end = lineEnd(text, at);
        comments.add(text.substring(at, end).strip());
      } else if (text.startsWith("/*", at)) {
        end = text.indexOf("*/", at) + 2;
        comments.add(text.substring(at, end).strip());
      }
      at = end;
    }
    return comments;
  }

  private static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }
}
