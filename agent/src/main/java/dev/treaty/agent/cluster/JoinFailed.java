package dev.treaty.agent.cluster;

import java.util.Locale;

/** An agent could not be joined; the message is in Consul's words. */
public final class JoinFailed extends Exception {

  private static final long serialVersionUID = 1L;

  JoinFailed(String address, String reason) {
    super("1 error occurred:\n\t* Failed to join " + address + ": " + reason + "\n\n");
  }

  /** What Go's dialer says where ours says something else. */
  static String goWords(String address, String message) {
    String small = message.toLowerCase(Locale.ROOT);
    if (small.contains("connection refused")) {
      return "dial tcp " + address + ": connect: connection refused";
    }
    if (small.contains("timed out") || small.contains("no answer")) {
      return "dial tcp " + address + ": i/o timeout";
    }
    if (small.contains("ssl")
        || small.contains("handshake")
        || small.contains("certificate")
        || small.contains("connection was closed")) {
      return "tls: the other agent does not know our secret, or we not its: " + message;
    }
    return message;
  }
}
