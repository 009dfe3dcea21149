package dev.treaty.model.intention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryJudge;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.entry.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntentionDecisionTest {

  private static Entry entry(String destination, String sources) {
    String json =
        "{\"Kind\":\"service-intentions\",\"Name\":\""
            + destination
            + "\",\"Sources\":["
            + sources
            + "]}";
    return ((Verdict.Accepted)
            EntryJudge.judgeJson(json.getBytes(StandardCharsets.UTF_8), ServerProfile.DEFAULT))
        .entry();
  }

  private static List<Intention> intentions(String... destinationsAndSources) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < destinationsAndSources.length; i += 2) {
      entries.add(entry(destinationsAndSources[i], destinationsAndSources[i + 1]));
    }
    return Intentions.ofAll(entries);
  }

  private static String source(String name, String peer, String action) {
    return "{\"Name\":\"" + name + "\",\"Peer\":\"" + peer + "\",\"Action\":\"" + action + "\"}";
  }

  private static IntentionDecision decide(List<Intention> all, Caller caller, boolean allow) {
    return IntentionDecision.decide(all, caller, "api", Tenancy.DEFAULT, allow);
  }

  @ParameterizedTest
  @CsvSource({"api,web,9", "api,*,8", "*,web,6", "*,*,5"})
  void ranksByExactness(String destination, String source, int precedence) {
    assertThat(intentions(destination, source(source, "", "allow")))
        .singleElement()
        .satisfies(intention -> assertThat(intention.precedence()).isEqualTo(precedence));
  }

  @Test
  void letsTheMoreExactIntentionDecide() {
    List<Intention> all =
        intentions(
            "*",
            source("*", "", "deny"),
            "api",
            source("web", "", "allow") + "," + source("*", "", "deny"));
    assertThat(decide(all, Caller.local("web"), false).allowed()).isTrue();
    assertThat(decide(all, Caller.local("other"), true).allowed()).isFalse();
    assertThat(decide(all, Caller.local("web"), false).reason())
        .isEqualTo(
            "Matched L4 intention: default/web => default/api (Precedence: 9, Action: ALLOW)");
  }

  @Test
  void neverMatchesAPeersCallerWithoutAPeerInTheSource() {
    List<Intention> all =
        intentions("api", source("*", "", "allow") + "," + source("web", "", "allow"));
    IntentionDecision decision = decide(all, Caller.ofPeer("web", "us1"), false);
    assertThat(decision.allowed()).isFalse();
    assertThat(decision.matched()).isEmpty();
    assertThat(decision.reason()).isEqualTo("Default behavior configured by ACLs");
  }

  @Test
  void coversExactlyOnePeerWithAWildcard() {
    List<Intention> all = intentions("api", source("*", "us1", "allow"));
    assertThat(decide(all, Caller.ofPeer("web", "us1"), false).allowed()).isTrue();
    assertThat(decide(all, Caller.ofPeer("web", "us2"), false).allowed()).isFalse();
    assertThat(decide(all, Caller.local("web"), false).allowed()).isFalse();
    assertThat(decide(all, Caller.ofPeer("web", "us1"), false).reason())
        .startsWith("Matched L4 intention: peer(us1)/default/* => default/api");
  }

  @Test
  void countsPermissionsAsDeny() {
    List<Intention> all =
        intentions(
            "api",
            "{\"Name\":\"web\",\"Permissions\":[{\"Action\":\"allow\",\"HTTP\":{\"PathPrefix\":\"/\"}}]}");
    IntentionDecision decision = decide(all, Caller.local("web"), true);
    assertThat(decision.allowed()).isFalse();
    assertThat(decision.reason())
        .isEqualTo(
            "Matched L7 intention: default/web => default/api (Precedence: 9, Permissions: 1)");
  }

  @Test
  void fallsBackToTheDefault() {
    assertThat(decide(List.of(), Caller.local("web"), true).allowed()).isTrue();
    assertThat(decide(List.of(), Caller.local("web"), false).allowed()).isFalse();
  }

  @Test
  void ordersMatchesByPrecedenceThenPeerThenName() {
    List<Intention> all =
        intentions(
            "api",
            source("b", "us1", "allow")
                + ","
                + source("*", "", "deny")
                + ","
                + source("b", "", "allow")
                + ","
                + source("a", "", "allow"),
            "*",
            source("a", "", "deny"));
    assertThat(IntentionDecision.matchDestination(all, "api", Tenancy.DEFAULT))
        .extracting(i -> i.sourcePeer() + "/" + i.source() + "=>" + i.destination())
        .containsExactly("/a=>api", "/b=>api", "us1/b=>api", "/*=>api", "/a=>*");
    assertThat(IntentionDecision.matchSource(all, "a", Tenancy.DEFAULT))
        .extracting(i -> i.source() + "=>" + i.destination())
        .containsExactly("a=>api", "*=>api", "a=>*");
  }
}
