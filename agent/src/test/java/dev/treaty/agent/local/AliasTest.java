package dev.treaty.agent.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.check.CheckResult;
import dev.treaty.agent.check.CheckSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class AliasTest {

  private static final CheckSpec WEB = CheckSpec.alias("web");

  private static CheckRow check(String service, String name, String status) {
    return CheckRow.ofNode("n", name, name, status)
        .saying(status, "said")
        .forService(service, service, List.of());
  }

  @Test
  void isAsBadAsTheWorstCheckOfItsServiceOrNode() {
    assertThat(
            Alias.judge(
                WEB, "n", List.of(check("web", "a", "warning"), check("", "b", "passing")), true))
        .isEqualTo(CheckResult.warning("Aliased check \"a\" failing: said"));
    assertThat(
            Alias.judge(
                WEB, "n", List.of(check("web", "a", "warning"), check("", "b", "critical")), true))
        .isEqualTo(CheckResult.critical("Aliased check \"b\" failing: said"));
  }

  @Test
  void doesNotLookAtOtherServices() {
    assertThat(
            Alias.judge(
                WEB,
                "n",
                List.of(check("api", "a", "critical"), check("web", "b", "passing")),
                true))
        .isEqualTo(CheckResult.passing("All checks passing."));
  }

  @Test
  void passesWhereAServiceHasNoChecks() {
    assertThat(Alias.judge(WEB, "n", List.of(), true))
        .isEqualTo(CheckResult.passing("No checks found."));
  }

  @Test
  void isCriticalWhereThereIsNoSuchService() {
    assertThat(Alias.judge(WEB, "n", List.of(check("", "b", "passing")), false))
        .isEqualTo(CheckResult.critical("Service web could not be found on node n"));
  }
}
