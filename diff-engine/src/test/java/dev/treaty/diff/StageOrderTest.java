package dev.treaty.diff;

import static dev.treaty.diff.Planning.acceptor;
import static dev.treaty.diff.Planning.defaults;
import static dev.treaty.diff.Planning.entry;
import static dev.treaty.diff.Planning.exports;
import static dev.treaty.diff.Planning.intentions;
import static dev.treaty.diff.Planning.ours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageOrderTest {

  @Test
  void buildsWhatOthersRestOnFirstAndOpensLast() {
    Planning planning =
        Planning.of("c1", "c2")
            .peer("c1", "c2")
            .declare("c1", exports("web>c2"))
            .declare("c1", intentions("web", "api@c2=allow"))
            .declare("c1", entry("service-router", "web").build())
            .declare("c1", splitter("web"))
            .declare("c1", entry("service-resolver", "web").build())
            .declare("c1", defaults("web", "http"))
            .declare("c1", proxyDefaults("http"));

    assertThat(titles(planning))
        .containsExactly(
            "write proxy-defaults",
            "write service-defaults",
            "write service-resolvers",
            "write service-splitters",
            "write service-routers",
            "write service-intentions",
            "write exported-services",
            "establish peerings");
  }

  @Test
  void cutsExposureFirstAndTakesAwayInReverse() {
    Planning planning =
        Planning.of("c1", "c2")
            .row("c1", acceptor("c2", "a", "ACTIVE", ours("peering/c1/c2")))
            .owned("c1", exports("web>c2"))
            .owned("c1", intentions("web", "api=allow"))
            .owned("c1", entry("service-router", "web").build())
            .owned("c1", splitter("web"))
            .owned("c1", entry("service-resolver", "web").build())
            .owned("c1", defaults("web", "http"))
            .owned("c1", proxyDefaults("tcp"));

    assertThat(titles(planning))
        .containsExactly(
            "delete peerings",
            "narrow exported-services",
            "write service-intentions",
            "delete service-routers",
            "delete service-splitters",
            "delete service-resolvers",
            "delete service-defaults",
            "delete proxy-defaults");
  }

  @Test
  void narrowsExportsEarlyAndWidensThemLate() {
    assertThat(
            titles(
                Planning.of("c1")
                    .declare("c1", intentions("web", "api=allow"))
                    .declare("c1", exports("web>c2"))
                    .owned("c1", exports("web>c2,c3", "api>c2"))))
        .containsExactly("narrow exported-services", "write service-intentions");
    assertThat(
            titles(
                Planning.of("c1")
                    .declare("c1", intentions("web", "api=allow"))
                    .declare("c1", exports("web>c3"))
                    .owned("c1", exports("web>c2"))))
        .containsExactly("write service-intentions", "write exported-services");
  }

  @Test
  void lowersAProtocolOnlyAfterWhatRestsOnIt() {
    assertThat(
            titles(
                Planning.of("c1")
                    .declare("c1", defaults("web", "tcp"))
                    .owned("c1", defaults("web", "http"))
                    .declare("c1", intentions("web", "api=allow"))
                    .owned("c1", intentions("web", "api=deny"))))
        .containsExactly("write service-intentions", "reduce service-defaults");
    assertThat(
            titles(
                Planning.of("c1")
                    .declare("c1", defaults("web", "http"))
                    .owned("c1", defaults("web", "tcp"))
                    .declare("c1", intentions("web", "api=allow"))
                    .owned("c1", intentions("web", "api=deny"))))
        .containsExactly("write service-defaults", "write service-intentions");
  }

  @Test
  void deletesDefaultsEarlyWhereThatRaisesTheProtocol() {
    assertThat(
            titles(
                Planning.of("c1")
                    .declare("c1", proxyDefaults("http"))
                    .owned("c1", proxyDefaults("http"))
                    .owned("c1", defaults("web", "tcp"))
                    .declare("c1", intentions("web", "api=allow"))))
        .containsExactly("write service-defaults", "write service-intentions");
  }

  @Test
  void deletesDefaultsEarlyWhereTheNewGlobalProtocolRaisesTheService() {
    assertThat(
            titles(
                Planning.of("c1")
                    .declare("c1", proxyDefaults("http"))
                    .owned("c1", proxyDefaults("tcp"))
                    .owned("c1", defaults("web", "tcp"))
                    .declare("c1", intentions("web", "api=allow"))))
        .containsExactly(
            "write proxy-defaults", "write service-defaults", "write service-intentions");
  }

  @Test
  void writesRedirectTargetsBeforeRedirectsAndDeletesThemAfter() {
    List<Stage> writes =
        Planning.of("c1")
            .declare("c1", redirect("a", "b"))
            .declare("c1", redirect("b", "c"))
            .declare("c1", entry("service-resolver", "c").build())
            .plan()
            .stages();
    List<Stage> deletes =
        Planning.of("c1")
            .owned("c1", redirect("a", "b"))
            .owned("c1", redirect("b", "c"))
            .owned("c1", entry("service-resolver", "c").build())
            .plan()
            .stages();

    assertThat(addresses(writes))
        .containsExactly("c1/service-resolver/c", "c1/service-resolver/b", "c1/service-resolver/a");
    assertThat(addresses(deletes))
        .containsExactly("c1/service-resolver/a", "c1/service-resolver/b", "c1/service-resolver/c");
  }

  @Test
  void survivesACircleOfRedirects() {
    assertThat(
            Planning.of("c1")
                .declare("c1", redirect("a", "b"))
                .declare("c1", redirect("b", "a"))
                .plan()
                .changes())
        .hasSize(2);
  }

  @Test
  void allowsTheExactCallBeforeTheWildcardDeniesIt() {
    assertThat(
            titles(
                Planning.of("c1")
                    .declare("c1", intentions("*", "*=deny"))
                    .owned("c1", intentions("*", "*=allow"))
                    .declare("c1", intentions("web", "api=allow"))))
        .containsExactly("write service-intentions", "write wildcard service-intentions");
  }

  @Test
  void dropsTheExactAllowOnlyAfterTheWildcardAllows() {
    assertThat(
            titles(
                Planning.of("c1")
                    .declare("c1", intentions("*", "*=allow"))
                    .owned("c1", intentions("*", "*=deny"))
                    .owned("c1", intentions("web", "api=allow"))))
        .containsExactly("write wildcard service-intentions", "write remaining service-intentions");
  }

  @Test
  void deniesTheExactCallBeforeTheWildcardAllowsIt() {
    assertThat(
            titles(
                Planning.of("c1")
                    .declare("c1", intentions("*", "*=allow"))
                    .owned("c1", intentions("*", "*=deny"))
                    .declare("c1", intentions("web", "api=deny"))))
        .containsExactly("write service-intentions", "write wildcard service-intentions");
  }

  @Test
  void putsChangesThatDoNotDependOnEachOtherIntoOneStage() {
    Planning planning =
        Planning.of("c1", "c2")
            .declare("c1", intentions("web", "a=allow"))
            .declare("c1", intentions("api", "a=allow"))
            .declare("c2", intentions("web", "a=allow"));

    assertThat(planning.plan().stages()).hasSize(1);
  }

  private static List<String> titles(Planning planning) {
    return planning.plan().stages().stream().map(Stage::title).toList();
  }

  private static List<String> addresses(List<Stage> stages) {
    return stages.stream().flatMap(s -> s.changes().stream()).map(Change::address).toList();
  }

  private static Entry proxyDefaults(String protocol) {
    return entry("proxy-defaults", "global")
        .withField("Config", Value.Fields.EMPTY.with("protocol", Value.text(protocol)))
        .build();
  }

  private static Entry splitter(String name) {
    return entry("service-splitter", name)
        .withField("Splits", Value.Items.of(Value.Fields.EMPTY.with("Weight", Value.Whole.of(100))))
        .build();
  }

  private static Entry redirect(String name, String target) {
    return entry("service-resolver", name)
        .withField("Redirect", Value.Fields.EMPTY.with("Service", Value.text(target)))
        .build();
  }
}
