package dev.treaty.agent.local;

import dev.treaty.agent.http.ClusterLink;
import dev.treaty.agent.http.PeerAddress;
import dev.treaty.agent.http.PeerClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends requests to the servers over the way that agents of a cluster have to each other. */
public final class PeerCalls implements ServerCalls {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ClusterLink link;
  private final AtomicInteger turn = new AtomicInteger();

  public PeerCalls(ClusterLink link) {
    this.link = link;
  }

  @Override
  public Reply send(String method, String path, byte[] body) {
    PeerAddress to =
        link.servers()
            .leader()
            .or(() -> link.servers().any(turn.getAndIncrement()))
            .orElseThrow(() -> new CatalogUnreachableException("No known Consul servers"));
    try {
      PeerClient.Reply reply =
          link.client()
              .send(to, new PeerClient.Call(method, path, Map.of(), body, PATIENCE))
              .reply()
              .join();
      return new Reply(reply.status(), reply.body());
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new CatalogUnreachableException(to + ": " + cause.getMessage());
    }
  }
}
