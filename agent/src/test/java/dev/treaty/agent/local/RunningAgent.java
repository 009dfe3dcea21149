package dev.treaty.agent.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.treaty.agent.TreatyAgent;
import dev.treaty.agent.settings.AgentSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;

/** An agent on free ports and a client of it. */
public final class RunningAgent implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TreatyAgent agent;
  private final HttpClient client = HttpClient.newHttpClient();

  public RunningAgent(AgentSettings settings) {
    this(settings, InstantSource.system());
  }

  public RunningAgent(AgentSettings settings, InstantSource clock) {
    agent = TreatyAgent.start(settings, clock);
  }

  /** In memory, as the node {@code one}. */
  public static RunningAgent inMemory() {
    return new RunningAgent(AgentSettings.embedded("one", "dc1"));
  }

  public TreatyAgent agent() {
    return agent;
  }

  public HttpResponse<String> get(String path) {
    return send("GET", path, "");
  }

  public HttpResponse<String> put(String path, String body) {
    return send("PUT", path, body);
  }

  public JsonNode json(String path) {
    try {
      return JSON.readTree(get(path).body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> send(String method, String path, String body) {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create(agent.httpAddress() + path))
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    agent.close();
  }
}
