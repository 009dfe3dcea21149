package dev.treaty.reconcile.consul;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Sends {@link ConsulCall}s and sorts what can go wrong; every call is bounded in time and size.
 */
final class HttpTransport implements AutoCloseable {
  private static final int MAX_BODY = 256 << 20;
  private static final int MAX_ERROR_TEXT = 4096;

  private final ConsulConnection connection;
  private final HttpClient client;
  private final String base;

  HttpTransport(ConsulConnection connection) {
    this.connection = connection;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            // A redirect would carry the token elsewhere.
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(shorter(connection.timeout(), Duration.ofSeconds(5)));
    if ("https".equals(connection.address().getScheme())) {
      ConsulTls.context(connection).ifPresent(builder::sslContext);
    }
    this.client = builder.build();
    String text = connection.address().toString();
    this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  URI address() {
    return connection.address();
  }

  boolean sendsToken() {
    return connection.token().isPresent();
  }

  ConsulAnswer<byte[]> send(ConsulCall call) {
    URI uri = URI.create(base + call.target());
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (call.body().isPresent()) {
      request.header("Content-Type", "application/json");
    }
    connection.token().ifPresent(token -> request.header("X-Consul-Token", token.reveal()));
    request.method(
        call.method(),
        call.body()
            .map(HttpRequest.BodyPublishers::ofByteArray)
            .orElseGet(HttpRequest.BodyPublishers::noBody));
    Duration limit = limit(call);
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request.build(), info -> new BoundedBody(MAX_BODY));
    String what = call.method() + " " + uri;
    try {
      ConsulAnswer<byte[]> sorted = sort(answer.get(limit.toMillis(), TimeUnit.MILLISECONDS));
      return connection
          .token()
          .map(token -> sorted.withoutRepeating(token.reveal()))
          .orElse(sorted);
    } catch (TimeoutException e) {
      answer.cancel(true);
      return new ConsulAnswer.Unreachable<>(
          ConsulAnswer.Cause.TIMEOUT,
          what + ": no whole answer within " + limit.toSeconds() + " s");
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return new ConsulAnswer.Unreachable<>(ConsulAnswer.Cause.INTERRUPTED, what + ": interrupted");
    } catch (ExecutionException e) {
      return failure(what, e.getCause() == null ? e : e.getCause());
    }
  }

  /** Hands on the lines of an answer until it ends; only its beginning is bounded in time. */
  ConsulAnswer<Long> follow(ConsulCall call, Consumer<String> lines) {
    URI uri = URI.create(base + call.target());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(connection.timeout())
            .method(call.method(), HttpRequest.BodyPublishers.noBody());
    connection.token().ifPresent(token -> request.header("X-Consul-Token", token.reveal()));
    String what = call.method() + " " + uri;
    try {
      HttpResponse<Stream<String>> response = client.send(request.build(), BodyHandlers.ofLines());
      try (Stream<String> body = response.body()) {
        if (response.statusCode() != 200) {
          String text = body.limit(20).collect(Collectors.joining("\n"));
          return new ConsulAnswer.Refused<>(
              response.statusCode(), text.substring(0, Math.min(text.length(), MAX_ERROR_TEXT)));
        }
        AtomicLong count = new AtomicLong();
        body.forEach(line -> {
          count.incrementAndGet();
          lines.accept(line);
        });
        return new ConsulAnswer.Done<>(count.get(), 1, false);
      } catch (UncheckedIOException e) {
        // The other side went away in the middle, which is how such an answer ends.
        return new ConsulAnswer.Done<>(0L, 1, false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ConsulAnswer.Unreachable<>(ConsulAnswer.Cause.INTERRUPTED, what + ": interrupted");
    } catch (IOException e) {
      return failure(what, e).map(unused -> 0L);
    }
  }

  /** A blocking query may take its wait, Consul's jitter of a sixteenth, and the usual time. */
  private Duration limit(ConsulCall call) {
    Duration wait = call.blocking().waits() ? call.blocking().patience() : Duration.ZERO;
    return connection.timeout().plus(wait.multipliedBy(17).dividedBy(16));
  }

  private static ConsulAnswer<byte[]> sort(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      long index = response.headers().firstValueAsLong("X-Consul-Index").orElse(1);
      boolean filtered =
          response
              .headers()
              .firstValue("X-Consul-Results-Filtered-By-ACLs")
              .map(Boolean::parseBoolean)
              .orElse(false);
      return new ConsulAnswer.Done<>(response.body(), Math.max(1, index), filtered);
    }
    byte[] body = response.body();
    return new ConsulAnswer.Refused<>(
        status, new String(body, 0, Math.min(body.length, MAX_ERROR_TEXT), StandardCharsets.UTF_8));
  }

  private ConsulAnswer<byte[]> failure(String what, Throwable cause) {
    String where = connection.address().getAuthority();
    if (cause instanceof BoundedBody.TooLargeException) {
      return new ConsulAnswer.Unreachable<>(
          ConsulAnswer.Cause.TOO_LARGE,
          what + ": the answer is larger than " + MAX_BODY + " bytes");
    }
    if (hasCause(cause, UnresolvedAddressException.class)) {
      return new ConsulAnswer.Unreachable<>(
          ConsulAnswer.Cause.UNKNOWN_HOST, what + ": dial tcp: lookup " + where + ": no such host");
    }
    if (cause instanceof HttpConnectTimeoutException) {
      return new ConsulAnswer.Unreachable<>(
          ConsulAnswer.Cause.TIMEOUT, what + ": dial tcp " + where + ": i/o timeout");
    }
    if (cause instanceof ConnectException) {
      return new ConsulAnswer.Unreachable<>(
          ConsulAnswer.Cause.CONNECTION_REFUSED,
          what + ": dial tcp " + where + ": connect: connection refused");
    }
    if (cause instanceof SSLException) {
      return new ConsulAnswer.Unreachable<>(
          ConsulAnswer.Cause.TLS, what + ": TLS: " + cause.getMessage());
    }
    if (cause instanceof HttpTimeoutException) {
      return new ConsulAnswer.Unreachable<>(ConsulAnswer.Cause.TIMEOUT, what + ": i/o timeout");
    }
    if (cause instanceof IOException) {
      return new ConsulAnswer.Unreachable<>(
          ConsulAnswer.Cause.BROKEN_OFF, what + ": the connection ended before the answer");
    }
    throw new IllegalStateException(what, cause);
  }

  private static boolean hasCause(Throwable thrown, Class<? extends Throwable> type) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
