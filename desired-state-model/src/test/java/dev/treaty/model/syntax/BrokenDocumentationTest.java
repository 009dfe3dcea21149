package dev.treaty.model.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.diagnostic.DiagnosticText;
import org.junit.jupiter.api.Test;

/** The exported-services example of Consul's documentation, with its brackets lost. */
class BrokenDocumentationTest {

  private static String rendered(String hcl) {
    return DiagnosticText.plain()
        .render(HclReader.read(new SourceText("exports.hcl", hcl)).diagnostics());
  }

  @Test
  void saysThatAListNeedsBracketsWhereBracesStandInBraces() {
    assertThat(
            rendered(
                """
                Kind = "exported-services"
                Name = "default"
                Services = {
                  {
                    Name = "web"
                  }
                }
                """))
        .isEqualTo(
            """
            exports.hcl:4:3: error [TR0103] expected a key, found "{"
              4 |   {
                |   ^
              hint: several elements need list brackets; a list is written [ … ]: Services = [ { … }, { … } ]
            """);
  }

  @Test
  void findsTheBraceThatIsMissingByTheIndentation() {
    assertThat(
            rendered(
                """
                Services =
                  {
                    Name = "web"
                    Consumers =
                      {
                        Peer = "cluster-02"
                  }
                """))
        .isEqualTo(
            """
            exports.hcl:7:4: error [TR0103] expected "}", found the end of the file
              7 |   }
                |    ^
              hint: the "}" on line 7 closes the "{" of "Consumers" on line 5, but is not indented like it: probably a "}" or "]" is missing before it; a list is written [ … ]
            """);
  }

  @Test
  void pointsAtTheBracketThatIsStillOpen() {
    assertThat(
            rendered(
                """
                Services = [
                  {
                    Consumers = [
                      { Peer = "cluster-02" }
                  }
                ]
                """))
        .isEqualTo(
            """
            exports.hcl:5:3: error [TR0103] expected "," or "]" in the list "Consumers", found "}"
              5 |   }
                |   ^
              hint: the "[" of "Consumers" on line 3, column 17 is never closed: a list is written [ … ]
            """);
  }

  @Test
  void asksForBracketsWhereKeysFollowAnEqualsSign() {
    assertThat(rendered("Services =\n  Name = \"web\"\n"))
        .isEqualTo(
            """
            exports.hcl:2:3: error [TR0103] expected a value for "Services", found the name "Name"
              2 |   Name = "web"
                |   ^^^^
              hint: a list is written [ … ], a map { … }: Services = [ { Name = … } ]
            """);
  }

  @Test
  void seesAClosingBracketWithoutAnOpeningOne() {
    assertThat(rendered("Services = {\n  Name = \"web\"\n]\n"))
        .isEqualTo(
            """
            exports.hcl:3:1: error [TR0103] expected a key or "}", found "]"
              3 | ]
                | ^
              hint: no list is open here, but the "{" of "Services" on line 1 is; a list is written [ … ]
            """);
  }
}
