package dev.treaty.bench;

import dev.treaty.lab.OwnCommand;
import dev.treaty.lab.Patience;
import dev.treaty.lab.Server;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** All measurements, ours and the anchor's in turn so that a noisy machine treats both alike. */
final class Bench {

  private static final int CLIENTS = 32;
  private static final int ROUNDS = 3;
  private static final int INSTANCES = 10;
  private static final int CHANGES = 300;
  private static final int ENTRIES = 1000;

  private final Path folder;
  private final Map<String, Server> servers;
  private final double seconds;
  private final Patience patience;
  private final Consumer<Figure> figures;

  Bench(
      Path folder,
      Map<String, Server> servers,
      double seconds,
      Patience patience,
      Consumer<Figure> figures) {
    this.folder = folder;
    this.servers = servers;
    this.seconds = seconds;
    this.patience = patience;
    this.figures = figures;
  }

  void run() {
    startUp();
    figures.accept(
        new Figure(
            "appends made durable, one after the other",
            "disk",
            DiskBench.syncsPerSecond(folder, seconds / 2),
            "/s"));
    List<Subject> subjects = new ArrayList<>();
    List<Subject> peers = new ArrayList<>();
    try {
      servers.forEach((kind, server) -> {
        subjects.add(Subject.start(kind, server, "bench-a", folder, patience));
        peers.add(Subject.start(kind, server, "bench-b", folder, patience));
      });
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(10));
      for (Subject subject : subjects) {
        ProcessMemory.resident(subject.process().pid())
            .ifPresent(mb ->
                figures.accept(
                    new Figure("resident memory of an idle agent", subject.kind(), mb, "MB")));
      }
      reads(subjects);
      writes(subjects);
      for (int i = 0; i < subjects.size(); i++) {
        Subject subject = subjects.get(i);
        new PropagationBench(subject, peers.get(i))
            .measure(subject.kind(), CHANGES, patience, figures);
      }
      for (Subject peer : peers) {
        new PlanBench(folder, ENTRIES).measure(peer, figures);
      }
    } finally {
      subjects.forEach(Subject::close);
      peers.forEach(Subject::close);
    }
  }

  private void startUp() {
    List<Double> samples = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      samples.add(Timed.run(OwnCommand.of("version"), folder.resolve("version.log")).seconds());
    }
    figures.accept(
        new Figure("treaty version, whole process", "treaty", new Samples(samples).median(), "s"));
  }

  private void reads(List<Subject> subjects) {
    for (Subject subject : subjects) {
      for (int i = 1; i <= INSTANCES; i++) {
        subject.cluster().register("web", i, 8000 + i);
      }
    }
    byte[] request = RawConnection.request("GET", "/v1/health/service/web", "");
    rounds(
        "GET health/service, " + INSTANCES + " instances, " + CLIENTS + " clients",
        subjects,
        subject -> Load.perSecond(subject.port(), CLIENTS, seconds, client -> n -> request));
  }

  private void writes(List<Subject> subjects) {
    rounds(
        "PUT config, " + CLIENTS + " clients",
        subjects,
        subject -> Load.perSecond(subject.port(), CLIENTS, seconds, client -> n -> put(client, n)));
  }

  private static byte[] put(int client, long n) {
    return RawConnection.request(
        "PUT",
        "/v1/config",
        String.format(
            Locale.ROOT,
            "{\"Kind\":\"service-defaults\",\"Name\":\"load-%d\",\"Protocol\":\"http\","
                + "\"MaxInboundConnections\":%d,\"Meta\":{\"run\":\"%d\"}}",
            client,
            n + 1,
            System.nanoTime()));
  }

  /** A function of a subject to a rate. */
  @FunctionalInterface
  private interface Rate {
    double of(Subject subject);
  }

  private void rounds(String name, List<Subject> subjects, Rate rate) {
    List<List<Double>> samples = new ArrayList<>();
    for (Subject subject : subjects) {
      rate.of(subject); // warm up
      samples.add(new ArrayList<>());
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < subjects.size(); i++) {
        samples.get(i).add(rate.of(subjects.get(i)));
      }
    }
    for (int i = 0; i < subjects.size(); i++) {
      figures.accept(
          new Figure(name, subjects.get(i).kind(), new Samples(samples.get(i)).median(), "/s"));
    }
  }
}
