package dev.treaty.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.settings.AgentSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TreatyAgentTest {

  private final TreatyAgent agent = TreatyAgent.start(AgentSettings.embedded("node-one", "dc1"));
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
    agent.close();
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(agent.httpAddress() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void saysWhoLeads() throws Exception {
    HttpResponse<String> answer = send("GET", "/v1/status/leader");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("\"127.0.0.1:8300\"");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.headers().firstValue("Vary")).contains("Accept-Encoding");
    assertThat(answer.headers().firstValue("X-Consul-Default-ACL-Policy")).contains("allow");
  }

  @Test
  void refusesOtherMethodsWithWhatIsAllowed() throws Exception {
    HttpResponse<String> answer = send("PUT", "/v1/status/leader");
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.body()).isEqualTo("method PUT not allowed");
    assertThat(answer.headers().firstValue("Allow")).contains("OPTIONS,GET");
  }

  @Test
  void printsPrettyAsGoDoes() throws Exception {
    assertThat(send("GET", "/v1/status/peers?pretty").body())
        .isEqualTo("[\n    \"127.0.0.1:8300\"\n]\n");
  }

  @Test
  void redirectsUncleanPathsAndKeepsTheQuery() throws Exception {
    HttpResponse<String> answer = send("GET", "/v1//status/./leader?pretty");
    assertThat(answer.statusCode()).isEqualTo(307);
    assertThat(answer.headers().firstValue("Location")).contains("/v1/status/leader?pretty");
  }

  @Test
  void answersUnknownPathsAndBrokenQueriesAsConsulDoes() throws Exception {
    assertThat(send("GET", "/v1/nope").body())
        .isEqualTo("Invalid URL path: not a recognized HTTP API endpoint\n");
    assertThat(send("GET", "/v1/status/leader?a=b;c").statusCode()).isEqualTo(500);
    assertThat(send("GET", "/v1/status/%01").statusCode()).isEqualTo(400);
  }
}
