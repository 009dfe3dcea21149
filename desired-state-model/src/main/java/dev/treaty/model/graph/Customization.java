package dev.treaty.model.graph;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Which of a caller's overrides changed the chain, and the hash that tells such chains apart. The
 * hash is the one that Consul prints: 64-bit FNV-1 over names and values of the fields.
 */
final class Customization {

  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private final ChainRequest.Overrides overrides;
  private boolean meshGateway;
  private boolean protocol;
  private boolean connectTimeout;

  Customization(ChainRequest.Overrides overrides) {
    this.overrides = overrides;
  }

  /** The mode to use in place of the entries'. */
  String meshGatewayMode(String fromEntries) {
    String mode = overrides.meshGatewayMode();
    if (mode.isEmpty() || mode.equals(fromEntries)) {
      return fromEntries;
    }
    meshGateway = true;
    return mode;
  }

  long connectTimeout(long fromEntries) {
    long timeout = overrides.connectTimeout();
    if (timeout <= 0 || timeout == fromEntries) {
      return fromEntries;
    }
    connectTimeout = true;
    return timeout;
  }

  String protocol(String fromEntries) {
    String wanted = overrides.protocol();
    if (wanted.isEmpty() || wanted.equals(fromEntries)) {
      return fromEntries;
    }
    protocol = true;
    return wanted;
  }

  /** Whether routers and splitters are to be passed over. */
  boolean withoutRouting() {
    return !overrides.protocol().isEmpty() && !Protocols.isHttpLike(overrides.protocol());
  }

  void routingPassedOver() {
    protocol = true;
  }

  /** The first 8 hex digits; empty where nothing was customised. */
  String hash() {
    if (!meshGateway && !protocol && !connectTimeout) {
      return "";
    }
    long mode = text(meshGateway ? overrides.meshGatewayMode() : "");
    long gateway = text("MeshGatewayConfig") ^ pair(text("Mode"), mode);
    long hash = text("");
    hash ^= pair(text("OverrideMeshGateway"), gateway);
    hash ^= pair(text("OverrideProtocol"), text(protocol ? overrides.protocol() : ""));
    hash ^=
        pair(
            text("OverrideConnectTimeout"),
            add(BASIS, connectTimeout ? overrides.connectTimeout() : 0));
    String hex = String.format(Locale.ROOT, "%x", hash);
    return hex.substring(0, Math.min(8, hex.length()));
  }

  private static long text(String text) {
    long hash = BASIS;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = hash * PRIME ^ (b & 0xff);
    }
    return hash;
  }

  private static long pair(long first, long second) {
    return add(add(BASIS, first), second);
  }

  /** Adds a number, lowest byte first. */
  private static long add(long before, long number) {
    long hash = before;
    for (int shift = 0; shift < 64; shift += 8) {
      hash = hash * PRIME ^ (number >>> shift & 0xff);
    }
    return hash;
  }
}
