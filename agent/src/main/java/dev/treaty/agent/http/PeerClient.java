package dev.treaty.agent.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Calls other agents of the cluster: one HTTP/2 connection to each, so that any number of calls may
 * wait for their answers without a thread or a socket of their own.
 */
public final class PeerClient implements AutoCloseable {

  /** The header in which an agent shows that it knows the cluster's secret. */
  static final String PROOF = "X-Treaty-Proof";

  private static final int CONNECT_MILLIS = 3000;

  private final HttpEngine engine;
  private final HttpClientAgent client;
  private final PeerTls tls;
  private final Map<PeerAddress, HttpConnection> connections = new ConcurrentHashMap<>();

  /** A client with connections of its own. */
  public PeerClient(HttpEngine engine, PeerTls tls) {
    this.engine = engine;
    this.tls = tls;
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setUseAlpn(true)
            .setSsl(true)
            .setForceSni(tls.peerName().isPresent())
            .setVerifyHost(tls.peerName().isPresent())
            .setKeyCertOptions(KeyCertOptions.wrap(tls.keys()))
            .setTrustOptions(TrustOptions.wrap(tls.trust()))
            .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
            .setConnectTimeout(CONNECT_MILLIS)
            .setSslHandshakeTimeout(CONNECT_MILLIS)
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setTcpNoDelay(true)
            .setTcpKeepAlive(true)
            .setHttp2ConnectionWindowSize(16 * 1024 * 1024)
            .setHttp2KeepAliveTimeout(600);
    options.getInitialSettings().setInitialWindowSize(4 * 1024 * 1024);
    this.client =
        engine
            .vertx()
            .httpClientBuilder()
            .with(options)
            .with(new PoolOptions().setHttp2MaxSize(1).setMaxWaitQueueSize(-1))
            .build();
  }

  /** What is asked. */
  public record Call(
      String method, String uri, Map<String, String> headers, byte[] body, Duration timeout) {}

  /** What was answered; header names in Go's canonical form. */
  public record Reply(int status, Map<String, String> headers, byte[] body) {}

  /** A call under way. */
  public interface Pending {
    /** Fails with {@link PeerFailure}. */
    CompletableFuture<Reply> reply();

    /** Ends it: nobody waits for the answer any more. */
    void cancel();
  }

  /** Sends a call; returns at once. */
  public Pending send(PeerAddress to, Call call) {
    Sent sent = new Sent(to, call);
    try {
      sent.start();
    } catch (IllegalStateException | RejectedExecutionException e) {
      sent.end("this agent is closing");
    }
    return sent;
  }

  /** Gives up the connection to an agent: it may be one to nowhere. */
  public void forget(PeerAddress address) {
    HttpConnection old = connections.remove(address);
    if (old != null) {
      var unused = old.close();
    }
  }

  @Override
  public void close() {
    var unused = client.close();
  }

  private final class Sent implements Pending {
    private final PeerAddress to;
    private final Call call;
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private final AtomicBoolean out = new AtomicBoolean();
    private volatile @Nullable HttpClientRequest request;
    private volatile @Nullable ScheduledFuture<?> timer;

    Sent(PeerAddress to, Call call) {
      this.to = to;
      this.call = call;
    }

    void start() {
      timer =
          engine
              .timers()
              .schedule(
                  () -> end("no answer in " + call.timeout().toMillis() + " ms"),
                  call.timeout().toMillis(),
                  TimeUnit.MILLISECONDS);
      RequestOptions options =
          new RequestOptions()
              .setServer(SocketAddress.inetSocketAddress(to.port(), to.host()))
              .setHost(tls.peerName().orElse(to.host()))
              .setPort(to.port())
              .setMethod(HttpMethod.valueOf(call.method()))
              .setURI(call.uri());
      call.headers().forEach(options::putHeader);
      if (tls.proof().isPresent()) {
        options.putHeader(PROOF, tls.proof().value());
      }
      client.request(options).onSuccess(this::write).onFailure(this::failed);
    }

    private void write(HttpClientRequest ready) {
      request = ready;
      if (reply.isDone()) {
        var unused = ready.reset();
        return;
      }
      // Who is told of an end hears of it through the future.
      ready.exceptionHandler(unused -> {});
      connections.put(to, ready.connection());
      out.set(true);
      ready
          .send(Buffer.buffer(call.body()))
          .compose(response -> response.body().map(body -> read(response, body)))
          .onSuccess(this::answered)
          .onFailure(this::failed);
    }

    private void answered(Reply answer) {
      stopTimer();
      reply.complete(answer);
    }

    private void failed(Throwable cause) {
      stopTimer();
      String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
      reply.completeExceptionally(new PeerFailure(message, out.get()));
    }

    private void end(String why) {
      if (reply.completeExceptionally(new PeerFailure(why, out.get()))) {
        stopTimer();
        HttpClientRequest under = request;
        if (under != null) {
          var unused = under.reset();
        }
      }
    }

    private void stopTimer() {
      ScheduledFuture<?> running = timer;
      if (running != null) {
        running.cancel(false);
      }
    }

    @Override
    public CompletableFuture<Reply> reply() {
      return reply;
    }

    @Override
    public void cancel() {
      end("given up");
    }
  }

  private static Reply read(HttpClientResponse response, Buffer body) {
    Map<String, String> headers = new LinkedHashMap<>();
    MultiMap all = response.headers();
    all.names().forEach(name -> headers.put(canonical(name), String.join(",", all.getAll(name))));
    return new Reply(response.statusCode(), headers, body.getBytes());
  }

  /** HTTP/2 has small letters only; what Go's servers write has not. */
  static String canonical(String name) {
    StringBuilder out = new StringBuilder(name.length());
    boolean start = true;
    for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
      out.append(start ? Character.toUpperCase(c) : c);
      start = c == '-';
    }
    return out.toString();
  }
}
