package dev.treaty.tests.endtoend;

import dev.treaty.tests.endtoend.AgentProcess.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Hosts on one machine: network namespaces that reach each other over one bridge and are reached by
 * clients over another, so that servers can be cut off while clients still talk to them.
 */
final class PrivateNetwork implements AutoCloseable {

  private final String name = "t" + ProcessHandle.current().pid() % 100_000;
  private final int count;

  private PrivateNetwork(int count) {
    this.count = count;
  }

  /** Whether this user may make such hosts here: tried with one of them. */
  static boolean isAvailable() {
    try (PrivateNetwork probe = of(1)) {
      return probe.count == 1;
    } catch (UncheckedIOException | IllegalStateException e) {
      return false; // there is no such command, or it is not allowed
    }
  }

  static PrivateNetwork of(int count) {
    PrivateNetwork network = new PrivateNetwork(count);
    try {
      network.make();
      return network;
    } catch (UncheckedIOException | IllegalStateException e) {
      network.close();
      throw e;
    }
  }

  private void make() {
    bridge("s", 98);
    bridge("c", 99);
    for (int i = 0; i < count; i++) {
      ip("netns", "add", host(i));
      ip("-n", host(i), "link", "set", "lo", "up");
      connect(i, "s", 98);
      connect(i, "c", 99);
    }
  }

  private String host(int number) {
    return name + "h" + number;
  }

  private void bridge(String kind, int net) {
    ip("link", "add", name + kind, "type", "bridge");
    ip("addr", "add", "10.213." + net + ".254/24", "dev", name + kind);
    ip("link", "set", name + kind, "up");
  }

  private void connect(int number, String kind, int net) {
    String outside = name + kind + number;
    ip("link", "add", outside, "type", "veth", "peer", "name", kind + "0", "netns", host(number));
    ip("link", "set", outside, "master", name + kind, "up");
    ip("-n", host(number), "addr", "add", address(number, net) + "/24", "dev", kind + "0");
    ip("-n", host(number), "link", "set", kind + "0", "up");
  }

  private static String address(int number, int net) {
    return "10.213." + net + "." + (number + 1);
  }

  List<Host> hosts() {
    List<Host> hosts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> prefix = List.of("ip", "netns", "exec", host(i));
      hosts.add(new Host(prefix, address(i, 98), address(i, 99)));
    }
    return hosts;
  }

  /** Cuts a host off from the other servers, not from its clients. */
  void cut(int number) {
    ip("link", "set", name + "s" + number, "down");
  }

  void mend(int number) {
    ip("link", "set", name + "s" + number, "up");
  }

  private void ip(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    if (run(command) != 0) {
      throw new IllegalStateException(String.join(" ", command) + " failed");
    }
  }

  private static int run(List<String> command) {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      unmake();
    } catch (UncheckedIOException e) {
      // Without the command nothing was made.
    }
  }

  private void unmake() {
    for (int i = 0; i < count; i++) {
      run(List.of("ip", "netns", "del", host(i)));
    }
    run(List.of("ip", "link", "del", name + "s"));
    run(List.of("ip", "link", "del", name + "c"));
  }
}
