package dev.treaty.agent.check;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;

/** Says of a failed connection what Go would. */
final class DialErrors {

  private DialErrors() {}

  static String tell(String address, Throwable failure) {
    Throwable cause = root(failure);
    return switch (cause) {
      case UnresolvedAddressException e -> lookup(address);
      case UnknownHostException e -> lookup(address);
      case SocketTimeoutException e -> "dial tcp " + address + ": i/o timeout";
      case NoRouteToHostException e -> "dial tcp " + address + ": connect: no route to host";
      case ConnectException e -> "dial tcp " + address + ": connect: connection refused";
      default -> String.valueOf(cause.getMessage());
    };
  }

  private static String lookup(String address) {
    int colon = address.lastIndexOf(':');
    return "dial tcp: lookup "
        + (colon < 0 ? address : address.substring(0, colon))
        + ": no such host";
  }

  private static Throwable root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    // A refused connection may hide behind a cause that says less.
    return cause instanceof ClosedChannelException ? failure : cause;
  }
}
