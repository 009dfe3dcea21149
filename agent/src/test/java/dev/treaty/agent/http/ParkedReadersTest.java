package dev.treaty.agent.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.treaty.agent.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Very many idle blocking reads cost little, are all answered by one write, and leave nothing
 * behind (bar R3).
 *
 * <p>The long run: {@code -Dtreaty.test.parked=5000}; it reports times and heap, which are judged
 * on a quiet machine.
 */
class ParkedReadersTest {

  private static final int PARKED = Integer.getInteger("treaty.test.parked", 500);
  private static final int OF_ONE_ADDRESS = 150;
  private static final String LIST = "/v1/config/service-defaults";

  private final LiveAgent agent = LiveAgent.embedded();
  private final Store store = agent.agent().store();
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    agent.close();
  }

  @Test
  void oneWriteAnswersAll(TestReporter reporter) throws IOException {
    write("web", "first");
    long index = agent.get(LIST).index();
    int idle = idle();
    long heapBefore = heap();
    park(index, idle);
    long heapAfter = heap();

    long wrote = System.nanoTime();
    write("web", "second");
    for (Socket socket : sockets) {
      assertThat(answer(socket)).startsWith("HTTP/1.1 200").contains("second");
    }
    long told = System.nanoTime() - wrote;

    reporter.publishEntry(
        "R3",
        "%d parked, all answered %d ms after the write, heap +%d KB"
            .formatted(PARKED, told / 1_000_000, (heapAfter - heapBefore) / 1024));
    await().atMost(10, SECONDS).until(store::waiting, is -> is == idle);
  }

  @Test
  void whoVanishesWaitsNoLonger() throws IOException {
    write("web", "first");
    long index = agent.get(LIST).index();
    int idle = idle();
    park(index, idle);

    for (Socket socket : sockets.subList(0, PARKED / 2)) {
      socket.close();
    }

    await().atMost(10, SECONDS).until(store::waiting, is -> is == idle + PARKED - PARKED / 2);
    for (Socket socket : sockets) {
      socket.close();
    }
    await().atMost(10, SECONDS).until(store::waiting, is -> is == idle);
  }

  /** The agent's own reader, which follows the catalog, is gone for a moment after each change. */
  private int idle() {
    return await().atMost(30, SECONDS).until(store::waiting, is -> is > 0);
  }

  private void park(long index, int idle) throws IOException {
    String request = "GET %s?index=%d&wait=10m HTTP/1.1\r\nHost: a\r\n\r\n".formatted(LIST, index);
    for (int i = 0; i < PARKED; i++) {
      Socket socket = new Socket();
      // One address may have 200 connections only.
      socket.bind(new java.net.InetSocketAddress("127.0.1." + (1 + i / OF_ONE_ADDRESS), 0));
      socket.connect(
          new java.net.InetSocketAddress("127.0.0.1", agent.agent().httpAddress().getPort()));
      socket.setSoTimeout(30_000);
      sockets.add(socket);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
    }
    await().atMost(60, SECONDS).until(store::waiting, is -> is == idle + PARKED);
  }

  private void write(String name, String value) {
    String body =
        "{\"Kind\":\"service-defaults\",\"Name\":\"%s\",\"Meta\":{\"v\":\"%s\"}}"
            .formatted(name, value);
    assertThat(agent.put("/v1/config", body).body()).isEqualTo("true");
  }

  /** Head and body, which come in one piece or more. */
  private static String answer(Socket socket) {
    StringBuilder all = new StringBuilder();
    byte[] buffer = new byte[8192];
    try {
      while (!all.toString().endsWith("]")) {
        int read = socket.getInputStream().read(buffer);
        if (read < 0) {
          break;
        }
        all.append(new String(buffer, 0, read, US_ASCII));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toString();
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
