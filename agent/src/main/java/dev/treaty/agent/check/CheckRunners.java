package dev.treaty.agent.check;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** Runs the checks it is told of and reports what they say. */
public final class CheckRunners implements AutoCloseable {

  /** Consul runs nothing more often than this. */
  static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SCRIPT_TIMEOUT = Duration.ofSeconds(30);

  /** Where results go; called on a worker. */
  @FunctionalInterface
  public interface Sink {
    void report(String checkId, CheckResult result);
  }

  private record Running(CheckSpec spec, CheckRunner runner) {}

  private final ScheduledExecutorService timers;
  private final Executor workers;
  private final Sink sink;
  private final Map<String, Running> running = new HashMap<>();
  private boolean closed;

  public CheckRunners(ScheduledExecutorService timers, Executor workers, Sink sink) {
    this.timers = timers;
    this.workers = workers;
    this.sink = sink;
  }

  /** Starts what is new or other than before and ends what is not named. */
  public synchronized void run(Map<String, CheckSpec> specs) {
    if (closed) {
      return;
    }
    running
        .entrySet()
        .removeIf(entry -> {
          boolean stays = entry.getValue().spec().equals(specs.get(entry.getKey()));
          if (!stays) {
            entry.getValue().runner().close();
          }
          return !stays;
        });
    specs.forEach((id, spec) -> {
      if (!running.containsKey(id)) {
        start(id, spec).ifPresent(runner -> running.put(id, new Running(spec, runner)));
      }
    });
  }

  /** Tells a TTL check that it was confirmed; says whether there is such a check. */
  public synchronized boolean confirmed(String checkId, String output) {
    Running found = running.get(checkId);
    if (found == null || found.spec().ttlNanos() <= 0) {
      return false;
    }
    found.runner().confirmed(output);
    return true;
  }

  /** How many checks of a type run now. */
  public synchronized long count(String type) {
    return running.values().stream().filter(each -> each.spec().type().equals(type)).count();
  }

  private Optional<CheckRunner> start(String id, CheckSpec spec) {
    Consumer<CheckResult> report = result -> sink.report(id, result);
    return switch (spec.type()) {
      case "ttl" -> {
        TtlCheck check = new TtlCheck(Duration.ofNanos(spec.ttlNanos()), timers, workers, report);
        check.start();
        yield Optional.of(check);
      }
      case "http" ->
          polled(id, spec, new HttpProbe(spec, timeout(spec), CheckTls.of(spec)), report);
      case "tcp" ->
          polled(
              id,
              spec,
              new TcpProbe(spec.tcp(), timeout(spec), CheckTls.of(spec), spec.tlsServerName()),
              report);
      case "udp" -> polled(id, spec, new UdpProbe(spec.udp(), timeout(spec)), report);
      case "grpc" -> polled(id, spec, GrpcProbe.of(spec, timeout(spec)), report);
      case "h2ping" ->
          polled(
              id,
              spec,
              new H2PingProbe(
                  spec.h2ping(), timeout(spec), CheckTls.of(spec), spec.tlsServerName()),
              report);
      case "script" ->
          polled(
              id,
              spec,
              new ScriptProbe(
                  spec.scriptArgs(),
                  spec.timeoutNanos() > 0 ? timeout(spec) : SCRIPT_TIMEOUT,
                  spec.outputLimit()),
              report);
      default -> Optional.empty();
    };
  }

  private Optional<CheckRunner> polled(
      String id, CheckSpec spec, Probe probe, Consumer<CheckResult> report) {
    Duration interval = interval(spec);
    PolledCheck check =
        new PolledCheck(probe, spec.thresholds(), interval, timers, workers, report);
    check.start(first(id, interval));
    return Optional.of(check);
  }

  static Duration interval(CheckSpec spec) {
    Duration asked = Duration.ofNanos(spec.intervalNanos());
    return asked.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : asked;
  }

  /** Soon, but not all at once: within the second after the first. */
  static Duration first(String id, Duration interval) {
    Duration soon = SHORTEST_INTERVAL.plusMillis(Math.floorMod(id.hashCode(), 1000));
    return soon.compareTo(interval) < 0 ? soon : interval;
  }

  private static Duration timeout(CheckSpec spec) {
    return spec.timeoutNanos() > 0 ? Duration.ofNanos(spec.timeoutNanos()) : DEFAULT_TIMEOUT;
  }

  @Override
  public synchronized void close() {
    closed = true;
    running.values().forEach(each -> each.runner().close());
    running.clear();
  }
}
