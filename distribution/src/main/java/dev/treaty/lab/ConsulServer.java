package dev.treaty.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real Consul server, started from a binary; its free ports are picked for it. */
public final class ConsulServer implements Server {

  private final Path binary;
  private final String extra;
  private final Map<Path, List<Integer>> picked = new HashMap<>();

  public ConsulServer(Path binary) {
    this(binary, "");
  }

  /**
   * @param extra more configuration of a server that is alone, in HCL
   */
  public ConsulServer(Path binary, String extra) {
    this.binary = binary;
    this.extra = extra;
  }

  @Override
  public String title() {
    return "real Consul servers (" + binary + ")";
  }

  @Override
  public List<String> prepare(String name, Path folder) {
    List<Integer> ports = Member.freePorts(5);
    picked.put(folder, ports);
    Path config = folder.resolve("agent.hcl");
    try {
      Files.writeString(
          config,
          """
          datacenter       = "%s"
          node_name        = "%s-server"
          server           = true
          bootstrap_expect = 1
          data_dir         = "%s"
          bind_addr        = "127.0.0.1"
          client_addr      = "127.0.0.1"
          ports {
            http     = %d
            grpc_tls = %d
            server   = %d
            serf_lan = %d
            serf_wan = %d
            https    = -1
            grpc     = -1
            dns      = -1
          }
          connect { enabled = true }
          peering { enabled = true }
          performance { raft_multiplier = 1 }
          %s
          """
              .formatted(
                  name,
                  name,
                  folder.resolve("data"),
                  ports.get(0),
                  ports.get(1),
                  ports.get(2),
                  ports.get(3),
                  ports.get(4),
                  extra));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(binary.toString(), "agent", "-config-file", config.toString());
  }

  @Override
  public List<String> prepareMember(Member member, Path folder) {
    return List.of(binary.toString(), "agent", "-config-file", member.configure(folder).toString());
  }

  @Override
  public Optional<String> httpAddress(Path folder) {
    return Optional.ofNullable(picked.get(folder)).map(ports -> "127.0.0.1:" + ports.get(0));
  }

  @Override
  public Optional<Integer> peeringPort(Path folder) {
    return Optional.ofNullable(picked.get(folder)).map(ports -> ports.get(1));
  }
}
