package dev.treaty.agent.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes a stream to its client, with a bound on what is on the way. Safe for any thread. */
final class StreamWriter implements LiveStream.Sink {

  /** As many lines as Consul's monitor holds for a slow reader. */
  private static final int MOST = 512;

  private final HttpServerResponse response;
  private final Context loop;
  private final AtomicInteger underWay = new AtomicInteger();

  StreamWriter(HttpServerResponse response, Context loop) {
    this.response = response;
    this.loop = loop;
  }

  @Override
  public boolean offer(byte[] bytes) {
    if (underWay.incrementAndGet() > MOST) {
      underWay.decrementAndGet();
      return false;
    }
    loop.runOnContext(unused -> write(bytes));
    return true;
  }

  private void write(byte[] bytes) {
    if (response.closed() || response.ended()) {
      underWay.decrementAndGet();
      return;
    }
    // Completes once the socket took it: a reader who does not read keeps it under way.
    response.write(Buffer.buffer(bytes)).onComplete(unused -> underWay.decrementAndGet());
  }
}
