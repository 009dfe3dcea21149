package dev.treaty.diff;

import static dev.treaty.diff.Planning.acceptor;
import static dev.treaty.diff.Planning.defaults;
import static dev.treaty.diff.Planning.dialer;
import static dev.treaty.diff.Planning.entry;
import static dev.treaty.diff.Planning.exports;
import static dev.treaty.diff.Planning.intentions;
import static dev.treaty.diff.Planning.ours;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanFormsTest {

  private static Planning everything() {
    return Planning.of("c1", "c2", "c3", "c4")
        .declare("c1", exports("web>c2"))
        .declare("c1", intentions("web", "api@c2=allow"))
        .drifted("c1", intentions("web", "api@c2=allow"), intentions("web", "api@c2=deny"))
        .declare("c1", defaults("same", "http"))
        .owned("c1", defaults("same", "http"))
        .owned("c1", defaults("gone", "http"))
        .declare("c2", defaults("theirs", "http"))
        .live("c2", defaults("theirs", "tcp"))
        .peer("c1", "c2")
        .row("c1", acceptor("c2", "a1", "TERMINATED", ours("peering/c1/c2")))
        .peer("c2", "c3")
        .row("c2", acceptor("c3", "b1", "ACTIVE", ours("peering/c2/c3")))
        .row("c3", dialer("c2", "b2", "b1", "ACTIVE", ours("peering/c2/c3")))
        .row("c3", acceptor("c1", "d1", "FAILING", ours("peering/c1/c3")))
        .problem("c4", "503 no leader");
  }

  @Test
  void writesTheJsonForm() {
    Golden.matches("everything.json", PlanJson.text(everything().plan()));
  }

  @Test
  void writesTheMarkdownForm() {
    Golden.matches("everything.md", PlanMarkdown.of(everything().plan()));
  }

  @Test
  void readsBackExactlyWhatItSaved() {
    Plan plan = everything().plan();

    PlanFile.Reading reading = PlanFile.load(PlanFile.save(plan));

    assertThat(reading).isEqualTo(new PlanFile.Reading.Loaded(plan));
  }

  @Test
  void refusesAnAlteredPlan() {
    String saved = new String(PlanFile.save(everything().plan()), UTF_8);

    assertThat(PlanFile.load(saved.replace("\"allow\"", "\"deny\"").getBytes(UTF_8)))
        .isInstanceOf(PlanFile.Reading.Refused.class);
    assertThat(PlanFile.load(saved.replace("\"1.0\"", "\"2.0\"").getBytes(UTF_8)))
        .isInstanceOf(PlanFile.Reading.Refused.class);
    assertThat(PlanFile.load(saved.substring(0, saved.length() / 2).getBytes(UTF_8)))
        .isInstanceOf(PlanFile.Reading.Refused.class);
    assertThat(PlanFile.load("{}".getBytes(UTF_8))).isInstanceOf(PlanFile.Reading.Refused.class);
  }

  @Test
  void refusesEveryCutOfAPlanWithoutAnException() {
    byte[] saved = PlanFile.save(Planning.of("c1").declare("c1", defaults("a", "http")).plan());
    Value.Fields document = (Value.Fields) ValueJson.parse(saved);

    for (String key : document.map().keySet()) {
      byte[] cut = ValueJson.bytes(document.without(key));

      assertThat(PlanFile.load(cut)).as(key).isInstanceOf(PlanFile.Reading.Refused.class);
    }
  }

  @Test
  void masksWhatIsSecretButWritesWhatIsDeclared() {
    Planning planning =
        Planning.of("c1")
            .declare(
                "c1",
                entry("proxy-defaults", "global")
                    .withField("Config", Value.Fields.EMPTY.with("token", Value.text("declared")))
                    .build())
            .live(
                "c1",
                entry("proxy-defaults", "global")
                    .withField("Config", Value.Fields.EMPTY.with("token", Value.text("theirs")))
                    .build())
            .adopt("c1/proxy-defaults/global", PlanOptions.Adoption.TAKEOVER);
    Plan plan = planning.plan();
    String saved = new String(PlanFile.save(plan), UTF_8);

    assertThat(PlanJson.text(plan)).doesNotContain("\"theirs\"", "\"declared\"");
    assertThat(PlanText.of(plan)).doesNotContain("theirs", "declared");
    assertThat(saved).doesNotContain("\"theirs\"");
    assertThat(PlanFile.load(saved.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            PlanFile.Reading.Loaded.class,
            loaded ->
                assertThat(((EntryChange) loaded.plan().changes().get(0)).after())
                    .isEqualTo(((EntryChange) plan.changes().get(0)).after()));
  }

  @Test
  void holdsASavedPlanAsLongAsItsObjectsStandWhereTheyStood() {
    Planning planning = everything();
    Plan plan = planning.plan();

    assertThat(PlanConditions.broken(plan, planning.live())).isEmpty();
    planning.live("c1", defaults("unrelated", "http"));
    assertThat(PlanConditions.broken(plan, planning.live())).isEmpty();
    planning.live("c1", exports("web>c2"));
    assertThat(PlanConditions.broken(plan, planning.live()))
        .containsExactly("c1/exported-services/default exists by now");
    planning.drifted("c1", intentions("web", "api@c2=allow"), intentions("web", "api@c2=deny"));
    assertThat(PlanConditions.broken(plan, planning.live())).hasSize(2);
    planning.row("c2", acceptor("c1", "new", "PENDING", ours("peering/c1/c2")));
    assertThat(PlanConditions.broken(plan, planning.live()))
        .contains("peering/c1/c2 at c2 is PENDING as new, was absent");
  }

  @Test
  void breaksAPlanWhoseClusterCannotBeReadAgain() {
    Plan plan = everything().plan();

    assertThat(PlanConditions.broken(plan, java.util.Map.of()))
        .contains("c1/exported-services/default could not be read again");
  }

  @Test
  void fitsAnyPlanIntoOneComment() {
    Planning planning = Planning.of("c1");
    for (int n = 0; n < 3000; n++) {
      planning.declare("c1", intentions("service-" + n, "web=allow"));
      planning.owned("c1", intentions("old-" + n, "web=allow"));
    }

    String markdown = PlanMarkdown.of(planning.plan());

    assertThat(markdown.length()).isLessThan(PlanMarkdown.LONGEST);
    assertThat(markdown).contains("lines more", "and 2800 more", "</details>");
  }

  @Test
  void letsNoNameBreakOutOfTheComment() {
    String markdown =
        PlanMarkdown.of(
            Planning.of("c1").owned("c1", intentions("a```</details><script>", "b=allow")).plan());

    assertThat(markdown).contains("````");
  }

  @Test
  void namesTheSamePlanAlikeAndAnotherOtherwise() {
    String digest = PlanDigest.of(everything().plan());

    assertThat(PlanDigest.of(everything().plan())).isEqualTo(digest).hasSize(32);
    assertThat(
            List.of(
                PlanDigest.of(everything().declare("c2", defaults("more", "http")).plan()),
                PlanDigest.of(everything().owned("c1", defaults("gone", "grpc")).plan())))
        .doesNotContain(digest)
        .doesNotHaveDuplicates();
  }
}
