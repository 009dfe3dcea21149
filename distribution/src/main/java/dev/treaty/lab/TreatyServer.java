package dev.treaty.lab;

import dev.treaty.model.value.JsonSyntaxException;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Our own agent: it picks its ports itself and says in {@code ports.json} which. */
public final class TreatyServer implements Server {

  private final String extra;

  public TreatyServer() {
    this("");
  }

  /**
   * @param extra more configuration of a server that is alone, in HCL
   */
  public TreatyServer(String extra) {
    this.extra = extra;
  }

  @Override
  public String title() {
    return "Treaty's own agents";
  }

  @Override
  public List<String> prepare(String name, Path folder) {
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
          ports { http = 0  grpc_tls = 0  https = -1  grpc = -1  dns = -1 }
          connect { enabled = true }
          peering { enabled = true }
          %s
          """
              .formatted(name, name, folder.resolve("data"), extra));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return OwnCommand.of("agent", "-config-file", config.toString());
  }

  @Override
  public List<String> prepareMember(Member member, Path folder) {
    return OwnCommand.of("agent", "-config-file", member.configure(folder).toString());
  }

  @Override
  public void startsAgain(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve("data/ports.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<String> httpAddress(Path folder) {
    return port(folder, "http").map(port -> "127.0.0.1:" + port);
  }

  @Override
  public Optional<Integer> peeringPort(Path folder) {
    return port(folder, "grpc_tls");
  }

  private static Optional<Integer> port(Path folder, String name) {
    try {
      Value ports = ValueJson.parse(Files.readAllBytes(folder.resolve("data/ports.json")));
      return ports instanceof Value.Fields fields
              && fields.get(name).orElse(Value.Nothing.NULL) instanceof Value.Whole(var number)
          ? Optional.of(number.intValueExact())
          : Optional.empty();
    } catch (IOException | JsonSyntaxException e) {
      return Optional.empty(); // not written yet, or not whole yet
    }
  }
}
