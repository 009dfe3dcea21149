package dev.treaty.bench;

import dev.treaty.lab.LabFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import java.util.function.LongFunction;

/** Many clients that send requests as fast as they are answered, for a bounded time. */
final class Load {

  private Load() {}

  /**
   * @param requests for a client's number, the function from its n-th request to the bytes
   * @return answered requests per second
   */
  static double perSecond(
      int port, int clients, double seconds, IntFunction<LongFunction<byte[]>> requests) {
    LongAdder answered = new LongAdder();
    AtomicReference<String> trouble = new AtomicReference<>("");
    CountDownLatch ready = new CountDownLatch(clients);
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    long nanos = (long) (seconds * 1e9);
    for (int c = 0; c < clients; c++) {
      LongFunction<byte[]> next = requests.apply(c);
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .name("bench-client-" + c)
              .start(() -> client(port, nanos, next, ready, go, answered, trouble)));
    }
    try {
      ready.await();
      long start = System.nanoTime();
      go.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      double took = (System.nanoTime() - start) / 1e9;
      if (!trouble.get().isEmpty()) {
        throw new LabFailure("under load: " + trouble.get());
      }
      return answered.sum() / took;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFailure("interrupted");
    }
  }

  private static void client(
      int port,
      long nanos,
      LongFunction<byte[]> next,
      CountDownLatch ready,
      CountDownLatch go,
      LongAdder answered,
      AtomicReference<String> trouble) {
    try (RawConnection connection = new RawConnection(port)) {
      ready.countDown();
      go.await();
      long end = System.nanoTime() + nanos;
      for (long n = 0; System.nanoTime() < end; n++) {
        int status = connection.exchange(next.apply(n));
        if (status != 200) {
          trouble.compareAndSet("", "status " + status);
          return;
        }
        answered.increment();
      }
    } catch (IOException | RuntimeException e) {
      trouble.compareAndSet("", e.toString());
      ready.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
