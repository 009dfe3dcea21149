package dev.treaty.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThresholdsTest {

  private static final CheckResult GOOD = CheckResult.passing("good");
  private static final CheckResult BAD = CheckResult.critical("bad");

  private static List<String> reports(Thresholds thresholds, CheckResult... results) {
    List<String> reports = new ArrayList<>();
    Thresholds.Streak streak = thresholds.first();
    for (CheckResult result : results) {
      Thresholds.Judged judged = thresholds.judge(streak, result);
      streak = judged.streak();
      reports.add(judged.report().map(CheckResult::status).orElse("-"));
    }
    return reports;
  }

  @Test
  void reportsEveryResultWhereNothingElseIsSaid() {
    assertThat(reports(Thresholds.NONE, GOOD, BAD, GOOD))
        .containsExactly("passing", "critical", "passing");
  }

  @Test
  void takesTheFirstResultAtOnceWhateverItIs() {
    assertThat(reports(new Thresholds(3, 3, 3), GOOD)).containsExactly("passing");
    assertThat(reports(new Thresholds(3, 3, 3), BAD)).containsExactly("critical");
  }

  @Test
  void waitsForSoManySuccessesInARow() {
    assertThat(reports(new Thresholds(2, 0, 0), GOOD, BAD, GOOD, GOOD))
        .containsExactly("passing", "critical", "-", "passing");
  }

  @Test
  void warnsBeforeItTurnsCritical() {
    assertThat(reports(new Thresholds(0, 2, 3), GOOD, BAD, BAD, BAD, GOOD, BAD))
        .containsExactly("passing", "-", "warning", "critical", "passing", "-");
  }

  @Test
  void doesNotWarnUnlessToldWhen() {
    assertThat(reports(new Thresholds(0, 0, 3), GOOD, BAD, BAD, BAD))
        .containsExactly("passing", "-", "-", "critical");
  }
}
