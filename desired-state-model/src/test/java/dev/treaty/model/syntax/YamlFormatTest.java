package dev.treaty.model.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class YamlFormatTest {

  /** Found by {@code FuzzTest}: the second line went where the key stands and became one. */
  @Test
  void furtherLinesOfATextStayRightOfItsKey() {
    String text =
        """
        a:
          - b: c
            d:
                  one
                two
        """;
    assertThat(CanonicalLayout.of(new SourceText("a.yaml", text), Form.YAML))
        .isEqualTo(
            new Formatted.Text(
                """
                a:
                  - b: c
                    d:
                      one
                     two
                """));
  }

  /** Found by {@code FuzzTest}: the map after the tab became a part of the one before. */
  @Test
  void aTabMayFollowADash() {
    assertThat(CanonicalLayout.of(new SourceText("a.yaml", "a:\n- {}\n-\t {}\n"), Form.YAML))
        .isEqualTo(new Formatted.Text("a:\n  - {}\n  - {}\n"));
  }
}
