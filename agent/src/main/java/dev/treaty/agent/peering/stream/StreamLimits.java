package dev.treaty.agent.peering.stream;

import java.time.Duration;

/** The figures of the protocol, and the bounds we put on what a peer may ask of us. */
public final class StreamLimits {
  /** How often each side says that it lives. */
  public static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** How long a peer may be silent; only heartbeats count. */
  public static final Duration SILENCE = Duration.ofMinutes(2);

  /** How long the peer may take to hear our last word and end its half. */
  static final Duration DRAIN = Duration.ofSeconds(10);

  /**
   * How long an acceptor that said its last word may take to end the call; Consul's often never
   * does.
   */
  static final Duration DRAIN_AFTER_PEER = Duration.ofSeconds(2);

  /** What an acceptor, Consul's or ours, receives at most. */
  public static final int ACCEPTOR_MESSAGE = 50 << 20;

  /** What a Consul dialer receives at most; more would end its stream, again and again. */
  public static final int DIALER_MESSAGE = 8 << 20;

  // Room for what surrounds a resource in its message.
  static final int ENVELOPE = 4 << 10;

  /** Messages that may wait for a peer that goes on sending without reading. */
  public static final int UNREAD = 10_000;

  static final int NAMES_IN_LIST = 65_536;
  static final int INSTANCES = 65_536;
  static final int CHECKS_PER_INSTANCE = 1_024;
  static final int TAGS = 1_024;
  static final int META_PAIRS = 64;
  static final int META_KEY = 128;
  static final int META_VALUE = 512;
  static final int NAME = 512;
  static final int TEXT = 64 << 10;
  static final int ROOTS = 64;
  static final int SERVER_ADDRESSES = 256;

  private StreamLimits() {}
}
