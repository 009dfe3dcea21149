package dev.treaty.agent.catalog;

import dev.treaty.agent.store.Row;

/**
 * The address under which transparent proxies know a service of the mesh.
 *
 * @param offset from the beginning of 240.0.0.0/4
 */
record VirtualIp(int offset) implements Row {

  /** The tag under which instances show it. */
  static final String TAG = "consul-virtual";

  private static final int FIRST = 240 << 24;

  String address() {
    int ip = FIRST + offset;
    return (ip >>> 24) + "." + (ip >>> 16 & 0xff) + "." + (ip >>> 8 & 0xff) + "." + (ip & 0xff);
  }
}
