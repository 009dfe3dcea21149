package dev.treaty.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * One of several servers of a cluster.
 *
 * @param number its own, from 0
 * @param joins the ports where all of them are joined, its own among them
 */
public record Member(int number, int http, int raft, List<Integer> joins) {

  /** A key that is no secret: these clusters live on loopback, for minutes. */
  private static final String KEY = "pUqJrVyVRj5jsiYEkM/tFQYfWyJIv4s3XkvDwy7Cu5s=";

  private static final int FIRST_PORT = 20_000;
  private static final int PORTS = 12_000;

  /** Two that run at the same time begin at different places. */
  private static final AtomicInteger NEXT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 61 % PORTS));

  /** Members of one cluster, on ports that are free now. */
  public static List<Member> of(int count) {
    List<Integer> ports = freePorts(3 * count);
    List<Integer> joins = ports.subList(0, count);
    List<Member> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(new Member(i, ports.get(count + i), ports.get(2 * count + i), joins));
    }
    return all;
  }

  /** The name of its node. */
  public String node() {
    return "server-" + number;
  }

  /** Writes its configuration, in words that Consul and our agent both know. */
  Path configure(Path folder) {
    String others =
        joins.stream()
            .filter(port -> !port.equals(joins.get(number)))
            .map(port -> "\"127.0.0.1:" + port + "\"")
            .collect(Collectors.joining(", "));
    try {
      return Files.writeString(
          folder.resolve("agent.hcl"),
          """
          datacenter       = "several"
          node_name        = "%s"
          server           = true
          bootstrap_expect = %d
          data_dir         = "%s"
          bind_addr        = "127.0.0.1"
          client_addr      = "127.0.0.1"
          encrypt          = "%s"
          retry_join       = [%s]
          retry_interval   = "200ms"
          ports {
            http     = %d
            server   = %d
            serf_lan = %d
            serf_wan = -1
            grpc_tls = -1
            https    = -1
            grpc     = -1
            dns      = -1
          }
          connect { enabled = true }
          limits { http_max_conns_per_client = 1000 }
          performance { raft_multiplier = 1 }
          autopilot { cleanup_dead_servers = false }
          """
              .formatted(
                  node(),
                  joins.size(),
                  folder.resolve("data"),
                  KEY,
                  others,
                  http,
                  raft,
                  joins.get(number)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ports that are free now and that no connection takes by chance until they are used: they lie
   * below those that systems give to outgoing connections.
   */
  static List<Integer> freePorts(int count) {
    List<Integer> ports = new ArrayList<>();
    for (int tried = 0; ports.size() < count; tried++) {
      if (tried >= PORTS) {
        throw new LabFailure("not " + count + " ports are free");
      }
      int port = FIRST_PORT + Math.floorMod(NEXT.getAndIncrement(), PORTS);
      if (isFree(port)) {
        ports.add(port);
      }
    }
    return List.copyOf(ports);
  }

  private static boolean isFree(int port) {
    try {
      new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
      return true;
    } catch (BindException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
