package dev.treaty.bench;

import dev.treaty.lab.ChildProcess;
import dev.treaty.lab.Cluster;
import dev.treaty.lab.Patience;
import dev.treaty.lab.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A running server that is measured. */
record Subject(String kind, Cluster cluster, ChildProcess process, int port)
    implements AutoCloseable {

  /** Starts a server and waits until it answers as a cluster. */
  static Subject start(String kind, Server server, String name, Path folder, Patience patience) {
    Path home = folder.resolve(kind + "-" + name);
    try {
      Files.createDirectories(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ChildProcess process =
        ChildProcess.start(name, server.prepare(name, home), home.resolve("agent.log"));
    patience.until(
        name + " says where it listens",
        () -> process.isAlive() && server.httpAddress(home).isPresent());
    String address = server.httpAddress(home).orElseThrow();
    Cluster cluster = new Cluster(name, address);
    patience.until(name + " answers at " + address, cluster::isReady);
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    return new Subject(kind, cluster, process, port);
  }

  @Override
  public void close() {
    cluster.close();
    process.stop();
  }
}
