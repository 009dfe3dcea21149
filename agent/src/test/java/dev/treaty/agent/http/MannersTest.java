package dev.treaty.agent.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.http.LiveAgent.Got;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MannersTest {

  private final LiveAgent agent = LiveAgent.embedded();

  @AfterEach
  void close() {
    agent.close();
  }

  @Test
  void compressesLongAnswersForWhoAsks() {
    Got plain = agent.get("/v1/agent/self");
    Got zipped = agent.get("/v1/agent/self", "Accept-Encoding", "gzip");
    assertThat(plain.header("Content-Encoding")).isEmpty();
    assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(agent.get("/v1/status/leader", "Accept-Encoding", "gzip").header("Content-Encoding"))
        .isEmpty();
    assertThat(
            agent.get("/v1/agent/self", "Accept-Encoding", "gzip;q=0").header("Content-Encoding"))
        .isEmpty();
  }

  @Test
  void refusesABodyOverTheLimit() {
    Got answer = agent.put("/v1/config", "x".repeat(Route.DEFAULT_BODY_LIMIT + 1));
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body()).contains("too large, max size: " + Route.DEFAULT_BODY_LIMIT);
  }

  @Test
  void closesTheConnectionOfWhoSpeaksNoHttp() throws Exception {
    URI address = agent.agent().httpAddress();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write("GET http://x/v1/status/leader HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
      String all = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      assertThat(all).startsWith("HTTP/1.1 400 ").endsWith("400 Bad Request");
    }
  }

  @Test
  void sayWhatIsAllowedToOptions() {
    Got answer = agent.send("OPTIONS", "/v1/config/service-defaults/x", "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Allow")).isEqualTo("OPTIONS,GET,DELETE");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void readsDurationsAsGoDoes() {
    assertThat(GoDuration.parse("1m30.5s")).contains(Duration.ofMillis(90_500));
    assertThat(GoDuration.parse("15000ms")).contains(Duration.ofSeconds(15));
    assertThat(GoDuration.parse("-1s")).contains(Duration.ofSeconds(-1));
    assertThat(GoDuration.parse("10")).isEmpty();
    assertThat(GoDuration.parse("")).isEmpty();
    assertThat(GoDuration.parse("1s x")).isEmpty();
    assertThat(GoDuration.print(Duration.ofMillis(90_500))).isEqualTo("1m30.5s");
    assertThat(GoDuration.print(Duration.ofHours(2))).isEqualTo("2h0m0s");
  }

  @Test
  void readsQueriesAsGoDoes() {
    QueryString query = QueryString.parse("a=1&a=2&b&c=%C3%BC+x&&=y").orElseThrow();
    assertThat(query.all("a")).containsExactly("1", "2");
    assertThat(query.has("b")).isTrue();
    assertThat(query.get("c")).isEqualTo("ü x");
    assertThat(QueryString.parse("a=%zz")).isEmpty();
    assertThat(QueryString.parse("a=%4")).isEmpty();
    assertThat(QueryString.parse("a;b")).isEmpty();
  }

  @Test
  void cleansPathsAsGoDoes() {
    assertThat(RequestPath.clean("/v1//a/./b/../c/")).isEqualTo("/v1/a/c/");
    assertThat(RequestPath.clean("/..")).isEqualTo("/");
    assertThat(RequestPath.clean("/v1/.hidden")).isEqualTo("/v1/.hidden");
    assertThat(RequestPath.isPrintable("/ü")).isTrue();
    assertThat(RequestPath.isPrintable("/a\u007f")).isFalse();
  }

  @Test
  void neverPrintsAToken() {
    assertThat(new Secret("s3cret")).hasToString("<hidden>");
  }
}
