package dev.treaty.agent.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that an agent's HTTP server and clients share. */
public final class HttpEngine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpEngine.class);

  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setEventLoopPoolSize(Math.max(2, Runtime.getRuntime().availableProcessors()))
              .setWorkerPoolSize(1)
              .setInternalBlockingPoolSize(2));
  private final ExecutorService workers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
  private final ScheduledThreadPoolExecutor timers =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("http-timer").daemon().factory());

  /** Starts the threads. */
  public HttpEngine() {
    timers.setRemoveOnCancelPolicy(true);
  }

  Vertx vertx() {
    return vertx;
  }

  ExecutorService workers() {
    return workers;
  }

  ScheduledThreadPoolExecutor timers() {
    return timers;
  }

  /** Stops listening and drops the connections there are, at once. */
  @Override
  public void close() {
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the HTTP server did not close cleanly", e);
    }
    timers.shutdownNow();
    workers.shutdownNow();
  }
}
