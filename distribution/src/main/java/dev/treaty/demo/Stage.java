package dev.treaty.demo;

import dev.treaty.git.GitPublisher;
import dev.treaty.lab.ChildProcess;
import dev.treaty.lab.Cluster;
import dev.treaty.lab.LabFailure;
import dev.treaty.lab.OwnCommand;
import dev.treaty.lab.Patience;
import dev.treaty.lab.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder, the processes and the repository of one demo, and how they are taken down again. */
final class Stage implements AutoCloseable {

  private final Path folder;
  private final Screen screen;
  private final Patience patience;
  private final Deque<ChildProcess> processes = new ArrayDeque<>();
  private final List<Cluster> clusters = new ArrayList<>();
  private final Heard heard;
  private Optional<GitPublisher> publisher = Optional.empty();
  private boolean kept;
  private volatile boolean over;
  private volatile boolean abandoned;

  Stage(Path folder, Screen screen, Patience patience) {
    this.folder = folder;
    this.screen = screen;
    this.patience = patience;
    this.heard = new Heard(screen, patience);
  }

  Heard heard() {
    return heard;
  }

  Path folder() {
    return folder;
  }

  Path repository() {
    return folder.resolve("mesh.git");
  }

  Path clustersFile() {
    return folder.resolve("clusters.hcl");
  }

  List<ChildProcess> processes() {
    synchronized (processes) {
      return List.copyOf(processes);
    }
  }

  /** Starts a server and waits until it answers as a cluster. */
  Cluster cluster(Server server, String name) {
    long start = patience.now();
    Path home = made(folder.resolve(name));
    ChildProcess process =
        add(ChildProcess.start(name, server.prepare(name, home), home.resolve("agent.log")));
    patience.until(
        name + " says where it listens",
        () -> here(process) && server.httpAddress(home).isPresent());
    Cluster cluster = new Cluster(name, server.httpAddress(home).orElseThrow());
    clusters.add(cluster);
    patience.until(
        name + " answers at " + cluster.address(), () -> here(process) && cluster.isReady());
    screen.done(
        name
            + ": http "
            + cluster.address()
            + ", peering over TLS 127.0.0.1:"
            + server.peeringPort(home).map(String::valueOf).orElse("?")
            + ", process "
            + process.pid(),
        patience.since(start));
    return cluster;
  }

  String addressOf(String name) {
    return clusters.stream()
        .filter(cluster -> cluster.name().equals(name))
        .map(Cluster::address)
        .findFirst()
        .orElse("");
  }

  GitPublisher publisher() {
    GitPublisher made =
        publisher.orElseGet(() -> GitPublisher.create(repository(), folder.resolve("work.git")));
    publisher = Optional.of(made);
    return made;
  }

  /** Writes the operator's file: addresses belong there, not into the repository. */
  void writeClustersFile() {
    StringBuilder text = new StringBuilder();
    for (Cluster cluster : clusters) {
      text.append(
          "cluster \"%s\" { address = \"http://%s\" }\n"
              .formatted(cluster.name(), cluster.address()));
    }
    try {
      Files.writeString(clustersFile(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void startReconciler() {
    Path home = made(folder.resolve("reconciler"));
    add(
        ChildProcess.start(
            "reconciler",
            OwnCommand.of(
                "run",
                repository().toString(),
                "--branch",
                "main",
                "--poll",
                "100ms",
                "--clusters",
                clustersFile().toString(),
                "--data-dir",
                home.resolve("data").toString(),
                "-o",
                "ndjson"),
            home.resolve("events.ndjson"),
            home.resolve("run.log"),
            heard::accept));
  }

  /** Fails if a process has ended by itself. */
  boolean allHere() {
    return processes().stream().allMatch(this::here);
  }

  private boolean here(ChildProcess process) {
    if (!process.isAlive()) {
      throw new LabFailure(process.name() + " ended by itself with code " + process.exitCode());
    }
    return true;
  }

  private ChildProcess add(ChildProcess process) {
    synchronized (processes) {
      processes.push(process);
    }
    if (abandoned) {
      process.stop();
    }
    return process;
  }

  private static Path made(Path path) {
    try {
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on nothing is taken down. */
  void keep() {
    kept = true;
  }

  /** Ends all processes, the newest first, and leaves the folder where it is. */
  void stopAll() {
    heard.mute();
    processes().forEach(ChildProcess::stop);
  }

  /** The story has ended, well or not: nothing is left to abandon. */
  void over() {
    over = true;
  }

  /** Takes everything down in the middle of the story, the folder included. */
  void abandon() {
    if (!over) {
      abandoned = true;
      stopAll();
      removeFolder();
    }
  }

  boolean isAbandoned() {
    return abandoned;
  }

  @Override
  public void close() {
    clusters.forEach(Cluster::close);
    publisher.ifPresent(GitPublisher::close);
    if (!kept) {
      stopAll();
    }
  }

  /** Removes the folder; what cannot be removed stays. */
  void removeFolder() {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      screen.line("could not remove " + folder + ": " + e.getMessage());
    }
  }
}
