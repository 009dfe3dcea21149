package dev.treaty.model.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticTextTest {

  private static final SourceRange RANGE = new SourceRange("a.hcl", 3, 5, 3, 9);

  @Test
  void showsPlaceMessageExcerptAndHint() {
    Diagnostic diagnostic =
        DiagnosticCode.UNKNOWN_KEY
            .at(RANGE, "Sources[0].Nmae", "there is no key \"Nmae\" here")
            .withHint("did you mean \"Name\"?")
            .withExcerpt("    Nmae = \"web\"");

    assertThat(DiagnosticText.plain().render(diagnostic))
        .isEqualTo(
            """
            a.hcl:3:5: error [TR0204] Sources[0].Nmae: there is no key "Nmae" here
              3 |     Nmae = "web"
                |     ^^^^
              hint: did you mean "Name"?
            """);
  }

  @Test
  void marksTheRightColumnBehindTabs() {
    Diagnostic diagnostic =
        DiagnosticCode.UNKNOWN_KEY
            .at(new SourceRange("a.hcl", 12, 2, 12, 6), "", "no such key")
            .withExcerpt("\tNmae = 1");

    assertThat(DiagnosticText.plain().render(diagnostic))
        .isEqualTo(
            """
            a.hcl:12:2: error [TR0204] no such key
              12 |     Nmae = 1
                 |     ^^^^
            """);
  }

  @Test
  void neverLetsControlCharactersReachTheTerminal() {
    Diagnostic diagnostic =
        DiagnosticCode.HCL_SYNTAX
            .at(RANGE, "", "odd \u001b[31mtext\u202e")
            .withExcerpt("  x\u001b[2J = \u202e1");

    String text = DiagnosticText.plain().render(diagnostic);

    assertThat(text).doesNotContain("\u001b").doesNotContain("\u202e").contains("\\u001b");
  }

  @Test
  void cutsLongLinesAroundTheFault() {
    Diagnostic diagnostic =
        DiagnosticCode.HCL_SYNTAX
            .at(new SourceRange("a.hcl", 1, 301, 1, 302), "", "odd")
            .withExcerpt("x".repeat(300) + "!" + "y".repeat(300));

    String[] lines = DiagnosticText.plain().render(diagnostic).split("\n");

    assertThat(lines[1]).hasSizeLessThan(140);
    assertThat(lines[1].charAt(lines[2].indexOf('^'))).isEqualTo('!');
  }

  @Test
  void coloursOnlyWhenAsked() {
    Diagnostic diagnostic = DiagnosticCode.HCL_SYNTAX.at(RANGE, "", "odd");

    assertThat(DiagnosticText.coloured().render(diagnostic)).contains("\u001b[1;31merror");
    assertThat(DiagnosticText.plain().render(List.of(diagnostic))).doesNotContain("\u001b");
  }

  @Test
  void givesEveryCodeItsOwnIdCauseAndMend() {
    List<DiagnosticCode> codes = Arrays.asList(DiagnosticCode.values());

    assertThat(new HashSet<>(codes.stream().map(DiagnosticCode::id).toList())).hasSameSizeAs(codes);
    assertThat(codes)
        .allSatisfy(code -> {
          assertThat(code.id()).matches("TR\\d{4}");
          assertThat(code.cause()).endsWith(".");
          assertThat(code.mend()).endsWith(".");
          assertThat(DiagnosticCode.of(code.id())).contains(code);
        });
  }
}
