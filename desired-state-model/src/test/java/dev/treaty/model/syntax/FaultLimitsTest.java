package dev.treaty.model.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Few faults are shown of many, and those that refuse the file are among them. */
class FaultLimitsTest {

  private static final String WARNED =
      IntStream.range(0, 30).mapToObj(i -> "k" + i + ": yes\n").collect(Collectors.joining());

  private static List<Diagnostic> errors(String text) {
    return YamlReader.read(new SourceText("a.yaml", text)).getFirst().diagnostics().stream()
        .filter(Diagnostic::isError)
        .toList();
  }

  @Test
  void manyWarningsDoNotHideAKeyWrittenTwice() {
    assertThat(errors(WARNED + "a: 1\na: 2\n"))
        .extracting(Diagnostic::code)
        .containsExactly(DiagnosticCode.DUPLICATE_KEY.id());
  }

  @Test
  void manyWarningsDoNotHideANumberOutOfRange() {
    assertThat(errors(WARNED + "a: 1e999\n")).hasSize(1);
  }

  @Test
  void showsTheFirstFaultsOfMany() {
    assertThat(errors("a: 1\n".repeat(1000))).hasSize(20);
    assertThat(errors("a: [" + "1e999, ".repeat(1000) + "]")).hasSize(20);
  }

  @Test
  void quotesOnlyTheBeginningOfALongLine() {
    SourceText source = new SourceText("a.json", "{\"a\":" + " ".repeat(9000) + "x}\r\n");
    Diagnostic fault = JsonReader.read(source).diagnostics().getFirst();
    assertThat(fault.excerpt()).hasSize(500);
    assertThat(source.line(1)).hasSize(9007);
    assertThat(source.line(2)).isEmpty();
  }
}
