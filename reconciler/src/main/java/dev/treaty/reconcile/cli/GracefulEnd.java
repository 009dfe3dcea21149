package dev.treaty.reconcile.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a process that was told to (SIGTERM, SIGINT) with 0, once the call in hand is finished. The
 * JVM's own way would be 143 and 130.
 */
final class GracefulEnd {
  private static final long PATIENCE_SECONDS = 30;

  private final CountDownLatch finished = new CountDownLatch(1);

  private GracefulEnd() {}

  static GracefulEnd install(Runnable stop) {
    GracefulEnd end = new GracefulEnd();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (end.finished.getCount() == 0) {
                    return;
                  }
                  stop.run();
                  try {
                    boolean inTime = end.finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    Runtime.getRuntime().halt(inTime ? 0 : 70);
                  } catch (InterruptedException e) {
                    Runtime.getRuntime().halt(70);
                  }
                },
                "treaty-end"));
    return end;
  }

  void finished() {
    finished.countDown();
  }
}
