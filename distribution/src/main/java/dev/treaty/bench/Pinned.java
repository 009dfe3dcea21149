package dev.treaty.bench;

import dev.treaty.lab.Member;
import dev.treaty.lab.Server;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server that may use the first core only. */
record Pinned(Server server) implements Server {

  @Override
  public String title() {
    return server.title() + " on one core";
  }

  @Override
  public List<String> prepare(String name, Path folder) {
    return bound(server.prepare(name, folder));
  }

  @Override
  public List<String> prepareMember(Member member, Path folder) {
    return bound(server.prepareMember(member, folder));
  }

  /** taskset becomes the server, so that the process is the server's. */
  private static List<String> bound(List<String> command) {
    List<String> all = new ArrayList<>(List.of("taskset", "-c", "0"));
    all.addAll(command);
    return all;
  }

  @Override
  public void startsAgain(Path folder) {
    server.startsAgain(folder);
  }

  @Override
  public Optional<String> httpAddress(Path folder) {
    return server.httpAddress(folder);
  }

  @Override
  public Optional<Integer> peeringPort(Path folder) {
    return server.peeringPort(folder);
  }
}
