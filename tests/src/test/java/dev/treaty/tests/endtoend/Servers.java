package dev.treaty.tests.endtoend;

import static dev.treaty.tests.endtoend.AgentProcess.within30Seconds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Several servers of one cluster, each in a process of its own. */
final class Servers implements AutoCloseable {

  private final List<AgentProcess> all = new ArrayList<>();

  private Servers() {}

  /** Starts that many servers and returns when they have a leader. */
  static Servers start(Path folder, int count) {
    return start(folder, Collections.nCopies(count, AgentProcess.Host.LOCAL));
  }

  /** Starts a server on each host and returns when they have a leader. */
  static Servers start(Path folder, List<AgentProcess.Host> hosts) {
    Servers servers = new Servers();
    List<Integer> lanPorts = freePorts(hosts.size());
    List<Integer> raftPorts = freePorts(hosts.size());
    for (int i = 0; i < hosts.size(); i++) {
      List<String> ownFirst = new ArrayList<>();
      for (int j = 0; j < hosts.size(); j++) {
        int other = (i + j) % hosts.size();
        ownFirst.add(hosts.get(other).bind() + ":" + lanPorts.get(other));
      }
      servers.all.add(
          AgentProcess.server(
              folder.resolve("server-" + i),
              i,
              hosts.get(i),
              lanPorts.get(i),
              raftPorts.get(i),
              ownFirst));
    }
    servers.all.forEach(AgentProcess::awaitUp);
    return servers;
  }

  /** Ports that nobody had a moment ago: the others must know them before they are opened. */
  private static List<Integer> freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  AgentProcess get(int number) {
    return all.get(number);
  }

  int size() {
    return all.size();
  }

  List<AgentProcess> all() {
    return List.copyOf(all);
  }

  /** The server that leads, as the others say it. */
  int leader() {
    int[] leader = {-1};
    within30Seconds()
        .until(() -> {
          for (int i = 0; i < all.size(); i++) {
            if (all.get(i).get("/v1/agent/self").body().contains("\"leader\":\"true\"")) {
              leader[0] = i;
              return true;
            }
          }
          return false;
        });
    return leader[0];
  }

  @Override
  public void close() {
    all.forEach(AgentProcess::close);
  }
}
