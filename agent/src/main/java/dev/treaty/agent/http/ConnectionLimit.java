package dev.treaty.agent.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Counts the connections of each client. One too many is answered 429 and closed, as Consul does;
 * it is not counted, so that it takes no room from those there are.
 */
final class ConnectionLimit {

  static final String REFUSAL =
      "Your IP is issuing too many concurrent connections, please rate limit your calls\n";

  /** So long may a connection too many keep silent. */
  private static final int PATIENCE_MILLIS = 1000;

  private final IntSupplier most;
  private final ScheduledExecutorService timers;
  private final ConcurrentHashMap<String, Integer> open = new ConcurrentHashMap<>();
  private final Set<HttpConnection> surplus = ConcurrentHashMap.newKeySet();

  /**
   * @param most how many one client may have; 0 for any number
   */
  ConnectionLimit(IntSupplier most, ScheduledExecutorService timers) {
    this.most = most;
    this.timers = timers;
  }

  /** Takes note of a new connection. */
  void opened(HttpConnection connection) {
    SocketAddress remote = connection.remoteAddress();
    String client = remote == null ? null : remote.hostAddress();
    if (client == null) {
      return; // a Unix socket
    }
    int limit = most.getAsInt();
    int now = open.merge(client, 1, Integer::sum);
    if (limit > 0 && now > limit) {
      leave(client);
      surplus.add(connection);
      connection.closeHandler(unused -> surplus.remove(connection));
      var unused =
          timers.schedule(() -> connection.close(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      connection.closeHandler(unused -> leave(client));
    }
  }

  private void leave(String client) {
    open.computeIfPresent(client, (name, count) -> count > 1 ? count - 1 : null);
  }

  /** Answers a request on a connection too many; true if it was one. */
  boolean refused(HttpServerRequest request) {
    if (surplus.isEmpty() || !surplus.contains(request.connection())) {
      return false;
    }
    request
        .response()
        .setStatusCode(429)
        .putHeader("Content-Type", "text/plain")
        .putHeader("Connection", "close")
        .end(REFUSAL)
        .onComplete(unused -> request.connection().close());
    return true;
  }

  /** How many connections there are. */
  int size() {
    return open.values().stream().mapToInt(Integer::intValue).sum();
  }
}
