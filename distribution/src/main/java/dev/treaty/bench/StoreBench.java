package dev.treaty.bench;

import dev.treaty.lab.LabFailure;
import dev.treaty.lab.Patience;
import dev.treaty.lab.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * What a server's store costs: durable writes by few and many clients, memory with many services
 * and many parked queries, and a start with many rows.
 *
 * <p>Servers take turns within each measurement, which has servers of its own.
 */
final class StoreBench {

  /** More than are parked, less than systems usually let one process open. */
  static final String LIMITS = "limits { http_max_conns_per_client = 6000 }";

  private static final int[] CLIENTS = {1, 32, 256};
  private static final int ROUNDS = 3;
  private static final int SERVICES = 10_000;
  private static final int PARKED = 5_000;
  private static final int ROWS = 100_000;
  private static final int SETTLE_SECONDS = 15;

  private final Path folder;
  private final Map<String, Server> servers;
  private final double seconds;
  private final Patience patience;
  private final Consumer<Figure> figures;
  private final Consumer<String> progress;

  StoreBench(
      Path folder,
      Map<String, Server> servers,
      double seconds,
      Patience patience,
      Consumer<Figure> figures,
      Consumer<String> progress) {
    this.folder = folder;
    this.servers = servers;
    this.seconds = seconds;
    this.patience = patience;
    this.figures = figures;
    this.progress = progress;
  }

  /** Measures all of it; what fails is told, and the rest is measured nevertheless. */
  boolean measure() {
    progress.accept("the disk");
    double syncs = syncs();
    figures.accept(
        Figure.rate("appends of 200 bytes made durable, one after the other", "disk", syncs));
    boolean whole = section("writes", () -> with("writes", all -> writes(all, syncs)));
    whole &=
        section(
            "three servers",
            () -> new ClusterBench(folder, servers, seconds, syncs, patience, figures).measure());
    if (CoreBench.isPossible()) {
      whole &=
          section(
              "reads on one core",
              () -> new CoreBench(folder, servers, seconds, patience, figures).measure());
    } else {
      progress.accept("reads on one core are left out: this needs taskset and two cores");
    }
    whole &= section("memory", () -> with("memory", this::memory));
    for (String kind : servers.keySet()) {
      whole &=
          section(
              "start of " + kind + " with " + ROWS + " entries",
              () -> with(List.of(kind), "rows", subjects -> subjects.forEach(this::restart)));
    }
    return whole;
  }

  private boolean section(String name, Runnable measurement) {
    progress.accept(name);
    try {
      measurement.run();
      return true;
    } catch (LabFailure | UncheckedIOException e) {
      progress.accept(name + " FAILED: " + e.getMessage() + " (see " + folder + ")");
      return false;
    }
  }

  private double syncs() {
    List<Double> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      rounds.add(DiskBench.syncsPerSecond(folder, Math.min(1, seconds)));
    }
    return new Samples(rounds).median();
  }

  /** Runs a measurement on servers of its own. */
  private void with(String name, Consumer<List<Subject>> measurement) {
    with(servers.keySet(), name, measurement);
  }

  private void with(Collection<String> kinds, String name, Consumer<List<Subject>> measurement) {
    List<Subject> subjects = new ArrayList<>();
    try {
      kinds.forEach(kind ->
          subjects.add(
              Subject.start(
                  kind, Objects.requireNonNull(servers.get(kind)), name, folder, patience)));
      measurement.accept(subjects);
    } finally {
      subjects.forEach(Subject::close);
    }
  }

  private void writes(List<Subject> subjects, double syncs) {
    LoadBench load = new LoadBench(seconds, figures);
    List<Target> targets = subjects.stream().map(Subject::target).toList();
    for (int clients : CLIENTS) {
      List<Double> rates = load.writes("", clients, ROUNDS, targets);
      if (clients == 32) {
        DiskBench.writesForEachSync("", clients, targets, rates, syncs, figures);
      }
    }
  }

  private void memory(List<Subject> subjects) {
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(SETTLE_SECONDS));
    resident("idle", subjects);
    subjects.forEach(subject -> subject.fill(SERVICES, Requests::service));
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(SETTLE_SECONDS));
    resident("with " + SERVICES + " services", subjects);
    for (Subject subject : subjects) {
      List<RawConnection> parked = new ArrayList<>();
      try {
        byte[] query =
            RawConnection.request("GET", "/v1/health/service/s-1?index=1000000000&wait=5m", "");
        for (int i = 0; i < PARKED; i++) {
          RawConnection connection = new RawConnection(subject.port());
          parked.add(connection);
          connection.send(query);
        }
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(SETTLE_SECONDS));
        resident("and " + PARKED + " parked queries", List.of(subject));
      } catch (IOException e) {
        throw new LabFailure("parking query " + parked.size() + ": " + e.getMessage());
      } finally {
        parked.forEach(StoreBench::close);
      }
    }
  }

  private static void close(RawConnection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      throw new LabFailure("closing a connection: " + e.getMessage());
    }
  }

  private void resident(String when, List<Subject> subjects) {
    for (Subject subject : subjects) {
      ProcessCost.resident(subject.process().pid())
          .ifPresent(mb ->
              figures.accept(
                  Figure.cost("resident memory of a server, " + when, subject.kind(), mb, "MB")));
      subject
          .heap()
          .ifPresent(mb ->
              figures.accept(
                  Figure.cost("heap in use of a server, " + when, subject.kind(), mb, "MB")));
    }
  }

  /** Kills the server once it holds many entries, and waits until the last of them is answered. */
  private void restart(Subject subject) {
    subject.fill(ROWS, Requests::entry);
    subject.process().kill();
    long start = System.nanoTime();
    Subject again = subject.again(patience);
    try {
      String path = "/v1/config/service-defaults/s-" + (ROWS - 1);
      patience.until("the last entry is there again", () -> again.answers(path));
      figures.accept(
          Figure.cost(
              "start after kill -9 with " + ROWS + " entries, until the last is answered",
              subject.kind(),
              (System.nanoTime() - start) / 1e9,
              "s"));
    } finally {
      again.close();
    }
  }
}
