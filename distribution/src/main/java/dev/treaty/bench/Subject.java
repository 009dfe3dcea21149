package dev.treaty.bench;

import dev.treaty.lab.ChildProcess;
import dev.treaty.lab.Cluster;
import dev.treaty.lab.LabFailure;
import dev.treaty.lab.Patience;
import dev.treaty.lab.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running server that is measured. */
record Subject(
    String kind,
    Server server,
    Path home,
    List<String> command,
    Cluster cluster,
    ChildProcess process,
    int port)
    implements AutoCloseable {

  private static final int FILLERS = 32;
  private static final Pattern ALLOCATED =
      Pattern.compile("runtime\\.alloc_bytes\"\\s*,\\s*\"Value\"\\s*:\\s*([0-9.eE+]+)");

  /** Starts a server and waits until it answers as a cluster. */
  static Subject start(String kind, Server server, String name, Path folder, Patience patience) {
    Path home = folder.resolve(kind + "-" + name);
    try {
      Files.createDirectories(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return start(kind, server, name, home, server.prepare(name, home), patience);
  }

  /** Starts the server once more on what it has stored. */
  Subject again(Patience patience) {
    server.startsAgain(home);
    return start(kind, server, cluster.name(), home, command, patience);
  }

  private static Subject start(
      String kind, Server server, String name, Path home, List<String> command, Patience patience) {
    ChildProcess process = ChildProcess.start(name, command, home.resolve("agent.log"));
    try {
      patience.until(
          name + " says where it listens",
          () -> isAlive(process) && server.httpAddress(home).isPresent());
      String address = server.httpAddress(home).orElseThrow();
      Cluster cluster = new Cluster(name, address);
      patience.until(name + " answers at " + address, () -> isAlive(process) && cluster.isReady());
      int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
      return new Subject(kind, server, home, command, cluster, process, port);
    } catch (RuntimeException e) {
      process.kill();
      throw e;
    }
  }

  private static boolean isAlive(ChildProcess process) {
    if (!process.isAlive()) {
      throw new LabFailure(process.name() + " has ended, see " + process.log());
    }
    return true;
  }

  Target target() {
    return new Target(kind, List.of(port), List.of(process.pid()));
  }

  /** Whether a path is answered with 200. */
  boolean answers(String path) {
    try (RawConnection connection = new RawConnection(port)) {
      return connection.exchange(RawConnection.request("GET", path, "")) == 200;
    } catch (IOException e) {
      return false; // not yet
    }
  }

  /** Sends the requests numbered 0 to {@code count} by many clients. */
  void fill(int count, IntFunction<byte[]> request) {
    List<Thread> threads = new ArrayList<>();
    AtomicReference<String> trouble = new AtomicReference<>("");
    for (int c = 0; c < FILLERS; c++) {
      int first = c;
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try (RawConnection connection = new RawConnection(port)) {
                  for (int i = first; i < count; i += FILLERS) {
                    int status = connection.exchange(request.apply(i));
                    if (status != 200) {
                      trouble.compareAndSet("", "status " + status);
                      return;
                    }
                  }
                } catch (IOException e) {
                  trouble.compareAndSet("", e.toString());
                }
              }));
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFailure("interrupted");
    }
    if (!trouble.get().isEmpty()) {
      throw new LabFailure("while filling " + kind + ": " + trouble.get());
    }
  }

  /** The heap in use as the server's own metrics tell it, in MB. */
  OptionalDouble heap() {
    try (RawConnection connection = new RawConnection(port)) {
      Matcher bytes =
          ALLOCATED.matcher(
              connection.read(RawConnection.request("GET", "/v1/agent/metrics", "")).orElse(""));
      return bytes.find()
          ? OptionalDouble.of(Double.parseDouble(bytes.group(1)) / (1 << 20))
          : OptionalDouble.empty();
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }

  @Override
  public void close() {
    cluster.close();
    process.stop();
  }
}
