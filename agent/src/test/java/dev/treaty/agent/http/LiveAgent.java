package dev.treaty.agent.http;

import dev.treaty.agent.TreatyAgent;
import dev.treaty.agent.settings.AgentSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** An agent in this JVM with a client for it. */
public final class LiveAgent implements AutoCloseable {

  private final TreatyAgent agent;
  private final HttpClient client = HttpClient.newHttpClient();

  public LiveAgent(AgentSettings settings) {
    agent = TreatyAgent.start(settings);
  }

  public static LiveAgent embedded() {
    return new LiveAgent(AgentSettings.embedded("node-one", "dc1"));
  }

  /** An answer's status, index header and body. */
  public record Got(int status, long index, String body, HttpResponse<String> response) {
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  public TreatyAgent agent() {
    return agent;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(agent.httpAddress() + path));
  }

  private static Got got(HttpResponse<String> response) {
    long index = response.headers().firstValueAsLong("X-Consul-Index").orElse(0);
    return new Got(response.statusCode(), index, response.body(), response);
  }

  public Got get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  public Got put(String path, String body) {
    return send("PUT", path, body);
  }

  public Got delete(String path) {
    return send("DELETE", path, "");
  }

  public Got send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request = request(path).method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return got(client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public CompletableFuture<Got> getLater(String path) {
    return client
        .sendAsync(request(path).build(), BodyHandlers.ofString())
        .thenApply(LiveAgent::got);
  }

  @Override
  public void close() {
    client.shutdownNow();
    agent.close();
  }
}
