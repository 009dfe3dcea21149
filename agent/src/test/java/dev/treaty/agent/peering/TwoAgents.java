package dev.treaty.agent.peering;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.treaty.agent.TreatyAgent;
import dev.treaty.agent.settings.AgentSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** Two agents in this JVM and what a person would type at them. */
final class TwoAgents implements AutoCloseable {

  static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration SOON = Duration.ofSeconds(20);

  private AgentSettings eastSettings;
  private AgentSettings westSettings;
  TreatyAgent east;
  TreatyAgent west;

  TwoAgents() {
    this(AgentSettings.embedded("east-1", "dc1"), AgentSettings.embedded("west-1", "dc2"));
  }

  TwoAgents(AgentSettings eastSettings, AgentSettings westSettings) {
    this.eastSettings = eastSettings;
    this.westSettings = westSettings;
    east = TreatyAgent.start(eastSettings);
    west = TreatyAgent.start(westSettings);
  }

  void restartEast() {
    // The address in the tokens must stay.
    eastSettings =
        eastSettings.withNetwork(
            eastSettings
                .network()
                .withPorts(
                    eastSettings.network().ports().withGrpcTls(east.ports().get("grpc_tls"))));
    east.close();
    east = TreatyAgent.start(eastSettings);
  }

  void restartWest() {
    west.close();
    west = TreatyAgent.start(westSettings);
  }

  record Reply(int status, String text) {
    JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static Reply call(TreatyAgent agent, String method, String path, Object body) {
    try {
      HttpRequest.BodyPublisher publisher =
          body.equals("")
              ? HttpRequest.BodyPublishers.noBody()
              : HttpRequest.BodyPublishers.ofString(
                  body instanceof String text ? text : JSON.writeValueAsString(body));
      HttpResponse<String> response =
          HTTP.send(
              HttpRequest.newBuilder(agent.httpAddress().resolve(path))
                  .method(method, publisher)
                  .timeout(Duration.ofSeconds(30))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static Reply get(TreatyAgent agent, String path) {
    return call(agent, "GET", path, "");
  }

  static String token(TreatyAgent agent, String name) {
    Reply reply = call(agent, "POST", "/v1/peering/token", Map.of("PeerName", name));
    if (reply.status() != 200) {
      throw new AssertionError(reply.toString());
    }
    return reply.json().get("PeeringToken").textValue();
  }

  static Reply establish(TreatyAgent agent, String name, String token) {
    return call(
        agent, "POST", "/v1/peering/establish", Map.of("PeerName", name, "PeeringToken", token));
  }

  static Reply delete(TreatyAgent agent, String name) {
    return call(agent, "DELETE", "/v1/peering/" + name, "");
  }

  /** The state shown, or GONE. */
  static String state(TreatyAgent agent, String name) {
    Reply reply = get(agent, "/v1/peering/" + name);
    return reply.status() == 404 ? "GONE" : reply.json().get("State").textValue();
  }

  static void awaitState(TreatyAgent agent, String name, String state) {
    await(name + " is " + state)
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> state(agent, name).equals(state));
  }

  /** East accepts as {@code to-west}, west dials as {@code to-east}. */
  void peer() {
    Reply reply = establish(west, "to-east", token(east, "to-west"));
    if (reply.status() != 200) {
      throw new AssertionError(reply.toString());
    }
    awaitState(east, "to-west", "ACTIVE");
    awaitState(west, "to-east", "ACTIVE");
  }

  static JsonNode envelope(String token) {
    try {
      return JSON.readTree(Base64.getDecoder().decode(token));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    west.close();
    east.close();
  }
}
