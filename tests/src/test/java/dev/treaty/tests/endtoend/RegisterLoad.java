package dev.treaty.tests.endtoend;

import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import dev.treaty.tests.history.LinearizabilityChecker;
import dev.treaty.tests.history.LinearizabilityChecker.Contradiction;
import dev.treaty.tests.history.Operation;
import dev.treaty.tests.history.Operation.Action;
import dev.treaty.tests.history.Operation.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/**
 * Clients that read, write, delete and swap registers over HTTP and note what they saw.
 *
 * <p>A register is a {@code service-defaults} entry, its value a counter in the entry's Meta. Reads
 * ask for {@code consistent} answers. An error or no answer leaves a write open: it may have
 * happened.
 */
final class RegisterLoad {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final IntFunction<String> addressOfClient;
  private final int clients;
  private final int keys;
  private final long seed;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final AtomicLong clock = new AtomicLong();
  private final AtomicInteger values = new AtomicInteger();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final ConcurrentLinkedQueue<Operation> history = new ConcurrentLinkedQueue<>();
  private final Map<String, Long> indexes = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();

  /**
   * @param addressOfClient where a client sends its requests now, as {@code host:port}; a client
   *     whose server is away asks with another number
   */
  RegisterLoad(IntFunction<String> addressOfClient, int clients, int keys, long seed) {
    this.addressOfClient = addressOfClient;
    this.clients = clients;
    this.keys = keys;
    this.seed = seed;
  }

  /** Runs that many operations and returns when all have ended. */
  void run(int operations) throws Exception {
    begun.set(0);
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        Client client = new Client(i, new Random(seed * 1_000 + i));
        all.add(threads.submit(() -> client.run(operations)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  /** Operations that got an answer so far. */
  int answered() {
    return answered.get();
  }

  int size() {
    return history.size();
  }

  /** What no order of the operations explains, or what an index did that none may do. */
  Optional<String> contradiction() {
    if (!complaints.isEmpty()) {
      return Optional.of(String.join("\n", complaints));
    }
    return LinearizabilityChecker.check(List.copyOf(history), indexes).map(Contradiction::toString);
  }

  /** The values that were acknowledged and not overwritten by anything since are still there. */
  private final class Client {
    private final int number;
    private final Random random;
    private final Map<String, Seen> seen = new HashMap<>();
    private int moves;

    Client(int number, Random random) {
      this.number = number;
      this.random = random;
    }

    private record Seen(Optional<String> value, long index) {}

    private void run(int operations) {
      while (begun.getAndIncrement() < operations) {
        String key = "register-" + random.nextInt(keys);
        int choice = random.nextInt(100);
        if (choice < 45) {
          get(key);
        } else if (choice < 70) {
          put(key);
        } else if (choice < 75) {
          delete(key);
        } else {
          swap(key);
        }
      }
    }

    private void get(String key) {
      long called = clock.incrementAndGet();
      Optional<HttpResponse<String>> response =
          send("GET", "/v1/config/service-defaults/" + key + "?consistent", "");
      long returned = clock.incrementAndGet();
      if (response.isEmpty()) {
        return;
      }
      if (response.get().statusCode() == 404) {
        seen.put(key, new Seen(Optional.empty(), 0));
        note(key, new Action.Get(Optional.empty()), called, returned);
      } else if (response.get().statusCode() == 200) {
        Value.Fields entry = object(response.get().body());
        String value = ((Value.Fields) entry.map().get("Meta")).text("v");
        long index = ((Value.Whole) entry.map().get("ModifyIndex")).number().longValueExact();
        Long known = indexes.putIfAbsent(value, index);
        if (known != null && known != index) {
          complaints.add(key + ": " + value + " was read with index " + known + " and " + index);
        }
        seen.put(key, new Seen(Optional.of(value), index));
        note(key, new Action.Get(Optional.of(value)), called, returned);
      }
    }

    private void put(String key) {
      String value = nextValue();
      long called = clock.incrementAndGet();
      Optional<HttpResponse<String>> response = send("PUT", "/v1/config", body(key, value));
      note(key, new Action.Put(value), called, end(response.filter(r -> r.statusCode() == 200)));
    }

    private void delete(String key) {
      long called = clock.incrementAndGet();
      Optional<HttpResponse<String>> response =
          send("DELETE", "/v1/config/service-defaults/" + key, "");
      note(key, new Action.Delete(), called, end(response.filter(r -> r.statusCode() == 200)));
    }

    private void swap(String key) {
      Seen expected = seen.get(key);
      if (expected == null) {
        get(key);
        return;
      }
      String value = nextValue();
      long called = clock.incrementAndGet();
      Optional<HttpResponse<String>> response =
          send("PUT", "/v1/config?cas=" + expected.index(), body(key, value))
              .filter(r -> r.statusCode() == 200);
      Answer answer =
          response
              .map(r -> r.body().strip().equals("true") ? Answer.DONE : Answer.REFUSED)
              .orElse(Answer.UNKNOWN);
      note(key, new Action.Swap(expected.value(), value, answer), called, end(response));
      seen.remove(key);
    }

    private long end(Optional<?> answer) {
      return answer.isPresent() ? clock.incrementAndGet() : Operation.NEVER;
    }

    private void note(String key, Action action, long called, long returned) {
      history.add(new Operation(number, key, action, called, returned));
      if (returned != Operation.NEVER) {
        answered.incrementAndGet();
      }
    }

    private String nextValue() {
      return "v" + values.incrementAndGet();
    }

    private static String body(String key, String value) {
      return "{\"Kind\":\"service-defaults\",\"Name\":\"%s\",\"Meta\":{\"v\":\"%s\"}}"
          .formatted(key, value);
    }

    private static Value.Fields object(String body) {
      return (Value.Fields) ValueJson.parse(body.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<HttpResponse<String>> send(String method, String path, String body) {
      try {
        URI uri = URI.create("http://" + addressOfClient.apply(number + moves) + path);
        return Optional.of(
            http.send(
                HttpRequest.newBuilder(uri)
                    .timeout(PATIENCE)
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString()));
      } catch (IOException e) {
        moves++; // as a client does that knows of several servers
        return Optional.empty();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
  }
}
