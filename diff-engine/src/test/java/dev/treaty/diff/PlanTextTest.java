package dev.treaty.diff;

import static dev.treaty.diff.Planning.acceptor;
import static dev.treaty.diff.Planning.defaults;
import static dev.treaty.diff.Planning.dialer;
import static dev.treaty.diff.Planning.exports;
import static dev.treaty.diff.Planning.intentions;
import static dev.treaty.diff.Planning.ours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.project.SafetyLimits.Prune;
import org.junit.jupiter.api.Test;

class PlanTextTest {

  @Test
  void showsANewProject() {
    Planning planning =
        Planning.of("cluster-01", "cluster-02")
            .peer("cluster-01", "cluster-02")
            .declare("cluster-01", exports("web>cluster-02"))
            .declare("cluster-01", intentions("web", "api@cluster-02=allow", "batch=deny"))
            .declare("cluster-01", defaults("web", "http"))
            .declare("cluster-02", defaults("api", "http"));

    Golden.matches("new-project.txt", PlanText.of(planning.plan()));
  }

  @Test
  void namesDriftPendingAndNewApart() {
    Planning planning =
        Planning.of("cluster-01")
            .declare("cluster-01", intentions("drifted", "web=allow"))
            .drifted(
                "cluster-01", intentions("drifted", "web=allow"), intentions("drifted", "web=deny"))
            .declare("cluster-01", intentions("pending", "web@us1=deny"))
            .owned("cluster-01", intentions("pending", "web@us1=allow"))
            .declare("cluster-01", defaults("both", "grpc"))
            .drifted("cluster-01", defaults("both", "http"), defaults("both", "tcp"))
            .declare("cluster-01", defaults("new", "http"))
            .owned("cluster-01", defaults("gone", "http"));

    Golden.matches("drift-pending-new.txt", PlanText.of(planning.plan()));
  }

  @Test
  void showsReportsProblemsAndTheCap() {
    Planning planning =
        Planning.of("cluster-01", "cluster-02")
            .declare("cluster-01", defaults("api", "http"))
            .live("cluster-01", defaults("api", "tcp"))
            .declare("cluster-02", defaults("api", "http"))
            .problem("cluster-02", "GET /v1/config/service-defaults: 500 no leader")
            .peer("cluster-01", "cluster-02")
            .safety(30, 3, Prune.OWNED);
    for (int n = 0; n < 4; n++) {
      planning.owned("cluster-01", intentions("old-" + n, "web=allow"));
    }

    Golden.matches("reports-problems-cap.txt", PlanText.of(planning.plan()));
  }

  @Test
  void showsWhyAPeeringIsMadeAnew() {
    String address = "peering/cluster-01/cluster-02";
    Planning planning =
        Planning.of("cluster-01", "cluster-02", "cluster-03")
            .peer("cluster-01", "cluster-02")
            .row("cluster-01", acceptor("cluster-02", "a1", "TERMINATED", ours(address)))
            .row("cluster-02", dialer("cluster-01", "b1", "a1", "FAILING", ours(address)))
            .row(
                "cluster-03", acceptor("x", "c1", "ACTIVE", ours("peering/cluster-02/cluster-03")));

    Golden.matches("peering-replaced.txt", PlanText.of(planning.plan()));
  }

  @Test
  void saysThatNothingIsToDo() {
    Planning planning =
        Planning.of("cluster-01")
            .declare("cluster-01", defaults("web", "http"))
            .owned("cluster-01", defaults("web", "http"));

    assertThat(PlanText.of(planning.plan()))
        .isEqualTo("No changes. Live state matches 3f2a9c1b04de.\n");
  }

  @Test
  void coloursOnlyWhenAsked() {
    Planning planning = Planning.of("cluster-01").declare("cluster-01", defaults("web", "http"));
    String plain = PlanText.of(planning.plan());
    String coloured = PlanText.of(planning.plan(), PlanText.Colour.ANSI);

    assertThat(plain).doesNotContain("\u001b");
    assertThat(coloured.replaceAll("\u001b\\[[0-9]+m", "")).isEqualTo(plain);
  }

  @Test
  void letsNoControlOrDirectionCharacterThrough() {
    Planning planning =
        Planning.of("cluster-01")
            .declare("cluster-01", intentions("web\u001b[31m\u202e", "a\nb\u2028=allow"));

    String text = PlanText.of(planning.plan());

    assertThat(text).doesNotContain("\u001b", "\u202e", "\u2028").contains("\\u001b", "\\u202e");
  }
}
