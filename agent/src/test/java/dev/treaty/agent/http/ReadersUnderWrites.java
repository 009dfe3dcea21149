package dev.treaty.agent.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Blocking readers of entries and of their list, which follow a writer and complain of what no
 * reader may see.
 */
final class ReadersUnderWrites {

  private static final Duration WAIT = Duration.ofSeconds(10);

  /** What scheduling costs on a machine that does much else. */
  private static final Duration SLACK =
      Duration.ofMillis(Long.getLong("treaty.test.slackMillis", 3_000));

  private static final int KEYS = 10;
  private static final Pattern VALUE = Pattern.compile("\"v\":\"(\\d+)\"");

  private final URI agent;
  private final int readers;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Key> keys = new ArrayList<>();
  private final Key all = new Key("");
  private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answers = new AtomicInteger();

  /** Something that readers follow: which value was acknowledged when. */
  static final class Key {
    private final String name;
    private final ConcurrentSkipListMap<Long, Long> acknowledged = new ConcurrentSkipListMap<>();

    Key(String name) {
      this.name = name;
      acknowledged.put(0L, System.nanoTime());
    }

    static String body(String name, long value) {
      return "{\"Kind\":\"service-defaults\",\"Name\":\"%s\",\"Meta\":{\"v\":\"%d\"}}"
          .formatted(name, value);
    }

    private String path() {
      return "/v1/config/service-defaults" + (name.isEmpty() ? "" : "/" + name);
    }
  }

  ReadersUnderWrites(URI agent, int readers) {
    this.agent = agent;
    this.readers = readers;
    for (int i = 0; i < KEYS; i++) {
      keys.add(new Key("entry-" + i));
    }
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }

  int answers() {
    return answers.get();
  }

  /** Writes values that rise, and returns when every reader has seen the last one. */
  void run(int writes) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < readers; i++) {
        Key key = i % (KEYS + 1) == KEYS ? this.all : keys.get(i % (KEYS + 1));
        long last = key == this.all ? writes : lastOf(i % (KEYS + 1), writes);
        all.add(threads.submit(() -> follow(key, last)));
      }
      for (long value = 1; value <= writes; value++) {
        Key key = keys.get((int) (value % KEYS));
        if (value % 7 == 0) {
          // Missing for a moment: an absent entry has an index that does not fall either.
          send("DELETE", key.path(), "");
        }
        send("PUT", "/v1/config", Key.body(key.name, value));
        long now = System.nanoTime();
        key.acknowledged.put(value, now);
        this.all.acknowledged.put(value, now);
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    http.close();
  }

  private static long lastOf(int key, int writes) {
    long last = writes - Math.floorMod(writes - key, KEYS);
    return Math.max(0, last);
  }

  private void follow(Key key, long last) {
    long index = 0;
    long seen = 0;
    while (seen < last && complaints.size() < 20) {
      long acknowledged = key.acknowledged.lastKey();
      long began = System.nanoTime();
      HttpResponse<String> response =
          send("GET", key.path() + "?wait=" + WAIT.toMillis() + "ms&index=" + index, "");
      long returned = System.nanoTime();
      answers.incrementAndGet();
      long next = response.headers().firstValueAsLong("X-Consul-Index").orElse(0);
      long value = newest(response.body());
      boolean found = response.statusCode() == 200 && value > 0;
      if (next < 1 || next < index) {
        complain(key, "the index went from " + index + " to " + next);
      }
      if (found && value < Math.max(seen, acknowledged)) {
        complain(key, value + " was read after " + Math.max(seen, acknowledged));
      }
      if (found && value > seen && next == index) {
        complain(key, "the index " + index + " stayed, the value went from " + seen);
      }
      Map.Entry<Long, Long> missed = key.acknowledged.higherEntry(Math.max(seen, value));
      if (missed != null && returned - missed.getValue() > SLACK.toNanos()) {
        complain(key, missed.getKey() + " was not told while " + value + " was");
      }
      Duration waited = Duration.ofNanos(returned - began);
      if (waited.compareTo(WAIT.plus(WAIT.dividedBy(16)).plus(SLACK)) > 0) {
        complain(key, "waited " + waited.toMillis() + " ms");
      }
      if (next == index && waited.compareTo(WAIT) < 0) {
        complain(key, "nothing new after " + waited.toMillis() + " ms");
      }
      index = next;
      seen = Math.max(seen, value);
    }
  }

  private void complain(Key key, String what) {
    complaints.add(key.path() + ": " + what);
  }

  private static long newest(String body) {
    long newest = 0;
    Matcher matcher = VALUE.matcher(body);
    while (matcher.find()) {
      newest = Math.max(newest, Long.parseLong(matcher.group(1)));
    }
    return newest;
  }

  private HttpResponse<String> send(String method, String path, String body) {
    try {
      return http.send(
          HttpRequest.newBuilder(agent.resolve(path))
              .method(method, BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
