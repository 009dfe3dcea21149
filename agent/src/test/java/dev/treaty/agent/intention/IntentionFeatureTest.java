package dev.treaty.agent.intention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.http.LiveAgent;
import dev.treaty.agent.http.LiveAgent.Got;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntentionFeatureTest {

  private static final String ROOT = "/v1/connect/intentions";

  private final LiveAgent agent = LiveAgent.embedded();

  @AfterEach
  void close() {
    agent.close();
  }

  private void write(String sources) {
    String entry =
        "{\"Kind\":\"service-intentions\",\"Name\":\"db\",\"Sources\":[" + sources + "]}";
    assertThat(agent.put("/v1/config", entry).body()).isEqualTo("true");
  }

  private boolean allowed(String source) {
    Got answer = agent.get(ROOT + "/check?source=" + source + "&destination=db");
    assertThat(answer.status()).isEqualTo(200);
    return answer.body().equals("{\"Allowed\":true}");
  }

  @Test
  void decidesByPrecedenceAndElseByTheDefault() {
    assertThat(allowed("web")).isTrue();
    write("{\"Name\":\"*\",\"Action\":\"deny\"},{\"Name\":\"web\",\"Action\":\"allow\"}");
    assertThat(allowed("web")).isTrue();
    assertThat(allowed("api")).isFalse();
  }

  @Test
  void judgesAPeersServiceByThePeersIntentionsOnly() {
    write(
        "{\"Name\":\"web\",\"Action\":\"allow\"},{\"Name\":\"*\",\"Action\":\"deny\"},"
            + "{\"Name\":\"web\",\"Peer\":\"east\",\"Action\":\"deny\"}");
    assertThat(allowed("web")).isTrue();
    assertThat(allowed("peer:east/web")).isFalse();
    assertThat(allowed("peer:west/web")).isTrue();
  }

  @Test
  void putsOneSourceAndTakesItAwayWithItsEntry() {
    String exact = ROOT + "/exact?source=web&destination=db";
    assertThat(agent.put(exact, "{\"Action\":\"deny\",\"Description\":\"d\"}").body())
        .isEqualTo("true");
    assertThat(agent.get(exact).body())
        .contains("\"Description\":\"d\"")
        .contains("\"Action\":\"deny\"")
        .contains("\"Precedence\":9");
    assertThat(allowed("web")).isFalse();
    assertThat(agent.delete(exact).body()).isEqualTo("true");
    assertThat(agent.delete(exact).body()).isEqualTo("true");
    assertThat(agent.get(exact).body()).isEqualTo("Intention not found");
    assertThat(agent.get("/v1/config/service-intentions/db").status()).isEqualTo(404);
  }

  @Test
  void refusesWhatIsNotForThisEndpoint() {
    String exact = ROOT + "/exact?source=web&destination=db";
    assertThat(agent.put(exact, "{\"Action\":\"deny\",\"SourcePeer\":\"p\"}").body())
        .startsWith("SourcePeer field is not supported");
    assertThat(agent.put(exact, "{\"Nope\":1}").status()).isEqualTo(400);
    assertThat(agent.put(ROOT + "/exact?source=peer:p/a&destination=db", "{}").body())
        .isEqualTo("source \"peer:p/a\" is invalid: cannot specify a peer here");
    assertThat(agent.get(ROOT + "/exact?destination=db").body())
        .isEqualTo("required query parameter 'source' not set");
  }

  @Test
  void listsAndMatches() {
    write("{\"Name\":\"*\",\"Action\":\"deny\"},{\"Name\":\"web\",\"Action\":\"allow\"}");
    assertThat(agent.get(ROOT).body()).containsSubsequence("\"web\"", "\"*\"");
    assertThat(agent.get(ROOT + "?filter=Action+%3D%3D+deny").body()).doesNotContain("web");
    assertThat(agent.get(ROOT + "/match?by=source&name=web").body())
        .containsSubsequence("{\"web\":[", "\"SourceName\":\"web\"", "\"SourceName\":\"*\"");
    assertThat(agent.get(ROOT + "/match?by=destination&name=none").body())
        .isEqualTo("{\"none\":null}");
  }

  @Test
  void keepsAnIdUntilTheEntryIsWrittenWhole() {
    String body = "{\"SourceName\":\"web\",\"DestinationName\":\"db\",\"Action\":\"deny\"}";
    Got made = agent.send("POST", ROOT, body);
    assertThat(made.status()).isEqualTo(200);
    String id = made.body().substring(7, 43);
    assertThat(agent.get(ROOT + "/" + id).body())
        .contains("\"ID\":\"" + id + "\"")
        .contains("\"CreatedAt\":");
    assertThat(agent.send("POST", ROOT, body).body())
        .isEqualTo("Sources[1] defines \"web\" more than once");
    assertThat(agent.put(ROOT + "/" + id, body.replace("deny", "allow")).status()).isEqualTo(200);
    assertThat(allowed("web")).isTrue();
    write("{\"Name\":\"web\",\"Action\":\"allow\"}");
    assertThat(agent.get(ROOT + "/" + id).status()).isEqualTo(404);
    assertThat(agent.send("POST", ROOT, body.replace("web", "api")).body())
        .startsWith("cannot use legacy intention API");
  }
}
