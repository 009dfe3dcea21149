package dev.treaty.bench;

import dev.treaty.lab.Patience;
import dev.treaty.lab.Server;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** All measurements, ours and the anchor's in turn so that a noisy machine treats both alike. */
final class Bench {

  private static final int ENTRIES = 1000;
  private static final int SETTLE_SECONDS = 15;

  private final Path folder;
  private final Map<String, Server> servers;
  private final double seconds;
  private final Patience patience;
  private final Consumer<Figure> figures;
  private final Consumer<String> progress;

  Bench(
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

  void run() {
    progress.accept("starting from nothing");
    new StartBench(folder, patience, figures).measure(servers);
    progress.accept("the disk");
    figures.accept(
        Figure.rate(
            "appends of 200 bytes made durable, one after the other",
            "disk",
            DiskBench.syncsPerSecond(folder, Math.min(3, seconds))));
    progress.accept("reading and judging files");
    new ReadBench(folder, figures).measure();
    List<Subject> subjects = new ArrayList<>();
    List<Subject> peers = new ArrayList<>();
    try {
      servers.forEach((kind, server) -> {
        subjects.add(Subject.start(kind, server, "bench-a", folder, patience));
        peers.add(Subject.start(kind, server, "bench-b", folder, patience));
      });
      progress.accept("idle agents");
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(SETTLE_SECONDS));
      memory("idle, " + SETTLE_SECONDS + " s after its start", subjects);
      progress.accept("load");
      new LoadBench(seconds, figures).measure(subjects);
      memory("after the load", subjects);
      progress.accept("changes on their way to the peer");
      PropagationBench.measure(subjects, peers, patience, figures);
      progress.accept("plan and apply");
      new PlanBench(folder, ENTRIES).measure(peers, figures);
    } finally {
      subjects.forEach(Subject::close);
      peers.forEach(Subject::close);
    }
  }

  private void memory(String when, List<Subject> subjects) {
    for (Subject subject : subjects) {
      ProcessCost.resident(subject.process().pid())
          .ifPresent(mb ->
              figures.accept(
                  Figure.cost("resident memory of an agent, " + when, subject.kind(), mb, "MB")));
    }
  }
}
