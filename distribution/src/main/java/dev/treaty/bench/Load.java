package dev.treaty.bench;

import dev.treaty.lab.LabFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.function.LongFunction;

/** Many clients that send requests as fast as they are answered, for a bounded time. */
final class Load {

  private Load() {}

  /**
   * What a round of load came to.
   *
   * @param millis how long each answer took
   */
  record Round(double perSecond, Samples millis) {}

  /**
   * @param ports the clients take turns at them
   * @param requests for a client's number, the function from its n-th request to the bytes
   */
  static Round run(
      List<Integer> ports,
      int clients,
      double seconds,
      IntFunction<LongFunction<byte[]>> requests) {
    AtomicReference<String> trouble = new AtomicReference<>("");
    CountDownLatch ready = new CountDownLatch(clients);
    CountDownLatch go = new CountDownLatch(1);
    List<Client> all = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int c = 0; c < clients; c++) {
      int port = ports.get(c % ports.size());
      Client client =
          new Client(port, (long) (seconds * 1e9), requests.apply(c), ready, go, trouble);
      all.add(client);
      threads.add(Thread.ofPlatform().daemon().name("bench-client-" + c).start(client));
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
      Samples millis = Samples.ofNanos(all.stream().map(Client::taken).toList());
      return new Round(millis.count() / took, millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFailure("interrupted");
    }
  }

  private static final class Client implements Runnable {

    private final int port;
    private final long duration;
    private final LongFunction<byte[]> next;
    private final CountDownLatch ready;
    private final CountDownLatch go;
    private final AtomicReference<String> trouble;
    private long[] nanos = new long[4096];
    private int count;

    Client(
        int port,
        long duration,
        LongFunction<byte[]> next,
        CountDownLatch ready,
        CountDownLatch go,
        AtomicReference<String> trouble) {
      this.port = port;
      this.duration = duration;
      this.next = next;
      this.ready = ready;
      this.go = go;
      this.trouble = trouble;
    }

    @Override
    public void run() {
      try (RawConnection connection = new RawConnection(port)) {
        ready.countDown();
        go.await();
        long now = System.nanoTime();
        long end = now + duration;
        while (now < end) {
          int status = connection.exchange(next.apply(count));
          if (status != 200) {
            trouble.compareAndSet("", "status " + status);
            return;
          }
          long then = System.nanoTime();
          record(then - now);
          now = then;
        }
      } catch (IOException | RuntimeException e) {
        trouble.compareAndSet("", e.toString());
        ready.countDown();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void record(long took) {
      if (count == nanos.length) {
        nanos = java.util.Arrays.copyOf(nanos, count * 2);
      }
      nanos[count++] = took;
    }

    /** Read after the thread has ended. */
    long[] taken() {
      return java.util.Arrays.copyOf(nanos, count);
    }
  }
}
