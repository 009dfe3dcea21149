package dev.treaty.agent.settings;

import dev.treaty.agent.http.Secret;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an agent is told of the servers it belongs to.
 *
 * @param server false: a client agent, which keeps nothing of the cluster
 * @param expect how many servers form the cluster; 0 where nothing was said
 * @param bootstrap a server that is its own cluster, said outright
 * @param join whom to look for
 * @param trust who may speak with us
 * @param timing how long what may take
 * @param autopilot what holds until somebody sets it over the API
 */
public record ClusterSettings(
    boolean server,
    int expect,
    boolean bootstrap,
    Join join,
    Trust trust,
    Timing timing,
    Autopilot autopilot) {

  /**
   * Other agents' addresses, host or host:port of {@code ports.serf_lan}.
   *
   * @param retry sought until found
   * @param start sought once
   * @param max attempts before the agent gives up and ends; 0 for never
   */
  public record Join(List<String> retry, List<String> start, Duration interval, int max) {
    public static final Join NONE = new Join(List.of(), List.of(), Duration.ofSeconds(30), 0);

    public Join {
      retry = List.copyOf(retry);
      start = List.copyOf(start);
    }

    public boolean isEmpty() {
      return retry.isEmpty() && start.isEmpty();
    }
  }

  /**
   * What agents know each other by.
   *
   * @param encrypt the shared secret, base64
   * @param files certificates given for what agents say to each other
   */
  public record Trust(Secret encrypt, Files files) {
    public static final Trust NONE = new Trust(Secret.NONE, Files.NONE);

    public boolean isGiven() {
      return encrypt.isPresent() || files.isWhole();
    }
  }

  /** PEM files of {@code tls.internal_rpc}, or {@code tls.defaults} where that says nothing. */
  public record Files(
      Optional<Path> ca, Optional<Path> certificate, Optional<Path> key, boolean verifyHostname) {
    public static final Files NONE =
        new Files(Optional.empty(), Optional.empty(), Optional.empty(), false);

    /** Whether there is all that mutual TLS needs. */
    public boolean isWhole() {
      return ca.isPresent() && certificate.isPresent() && key.isPresent();
    }

    Files over(Files below) {
      return new Files(
          ca.or(below::ca),
          certificate.or(below::certificate),
          key.or(below::key),
          verifyHostname || below.verifyHostname);
    }
  }

  /**
   * How long what may take.
   *
   * @param hold how long a request waits for a leader
   * @param raftMultiplier stretches election timeouts, as Consul's does
   * @param reconnect how long a failed member is remembered
   */
  public record Timing(Duration hold, int raftMultiplier, Duration reconnect) {
    public static final Timing DEFAULT = new Timing(Duration.ofSeconds(7), 1, Duration.ofHours(72));
  }

  /** The settings of Consul's autopilot that mean something here. */
  public record Autopilot(
      boolean cleanupDeadServers,
      Duration lastContactThreshold,
      long maxTrailingLogs,
      int minQuorum,
      Duration stabilizationTime) {
    public static final Autopilot DEFAULT =
        new Autopilot(true, Duration.ofMillis(200), 250, 0, Duration.ofSeconds(10));
  }

  /** One server that is told of no other. */
  public static final ClusterSettings ALONE =
      new ClusterSettings(true, 0, false, Join.NONE, Trust.NONE, Timing.DEFAULT, Autopilot.DEFAULT);

  /** Whether the configuration speaks of other agents: then there must be trust. */
  public boolean isSeveral() {
    return !server || expect > 1 || !join.isEmpty();
  }

  /** Whether only this machine reaches the address; names are never resolved for this. */
  public static boolean isLoopback(String address) {
    if (address.equals("localhost")) {
      return true;
    }
    if (!address.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      return false;
    }
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  public ClusterSettings withServer(boolean on) {
    return new ClusterSettings(on, expect, bootstrap, join, trust, timing, autopilot);
  }

  public ClusterSettings withExpect(int number) {
    return new ClusterSettings(server, number, bootstrap, join, trust, timing, autopilot);
  }

  public ClusterSettings withBootstrap(boolean on) {
    return new ClusterSettings(server, expect, on, join, trust, timing, autopilot);
  }

  public ClusterSettings withJoin(Join other) {
    return new ClusterSettings(server, expect, bootstrap, other, trust, timing, autopilot);
  }

  public ClusterSettings withTrust(Trust other) {
    return new ClusterSettings(server, expect, bootstrap, join, other, timing, autopilot);
  }

  public ClusterSettings withTiming(Timing other) {
    return new ClusterSettings(server, expect, bootstrap, join, trust, other, autopilot);
  }

  public ClusterSettings withAutopilot(Autopilot other) {
    return new ClusterSettings(server, expect, bootstrap, join, trust, timing, other);
  }
}
