package dev.treaty.diff;

import static dev.treaty.diff.Planning.defaults;
import static dev.treaty.diff.Planning.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.diagnostic.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphCheckTest {

  @Test
  void aRouterWithoutAProtocolIsAnErrorAtItsLine() {
    Planning planning = Planning.of("c1").declare("c1", entry("service-router", "web").build());

    List<Diagnostic> alone = GraphCheck.alone(planning.desired());

    assertThat(alone)
        .singleElement()
        .satisfies(found -> {
          assertThat(found.isError()).isTrue();
          assertThat(found.code()).isEqualTo("TR0501");
          assertThat(found.range()).isPresent();
          assertThat(found.message()).contains("uses a protocol \"tcp\"").endsWith("(in c1)");
        });
    assertThat(checked(planning)).isEqualTo(alone);
  }

  @Test
  void whatOthersPutThereCounts() {
    assertThat(
            checked(
                Planning.of("c1")
                    .declare("c1", entry("service-router", "web").build())
                    .live("c1", defaults("web", "http"))))
        .isEmpty();
  }

  @Test
  void aDeletionThatTakesTheGroundFromAnotherEntryIsAnError() {
    assertThat(
            checked(
                Planning.of("c1")
                    .live("c1", entry("service-router", "web").build())
                    .owned("c1", defaults("web", "http"))))
        .singleElement()
        .satisfies(found -> assertThat(found.isError()).isTrue());
  }

  @Test
  void anOldFaultOfOthersDoesNotStopUs() {
    assertThat(
            checked(
                Planning.of("c1")
                    .live("c1", entry("service-router", "web").build())
                    .declare("c1", defaults("api", "http"))))
        .noneMatch(Diagnostic::isError);
  }

  private static List<Diagnostic> checked(Planning planning) {
    return GraphCheck.planned(planning.desired(), planning.live(), planning.plan());
  }
}
