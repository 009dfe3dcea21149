package dev.treaty.agent.check;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Connects and, where asked, shakes hands. */
record TcpProbe(String address, Duration timeout, Optional<SSLContext> tls, String serverName)
    implements Probe {

  @Override
  public CheckResult run() {
    int colon = address.lastIndexOf(':');
    if (colon < 0) {
      return CheckResult.critical("dial tcp: address " + address + ": missing port in address");
    }
    String host = address.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    int port;
    try {
      port = Integer.parseInt(address.substring(colon + 1));
    } catch (NumberFormatException e) {
      return CheckResult.critical(
          "dial tcp: lookup tcp/" + address.substring(colon + 1) + ": unknown port");
    }
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(host.isEmpty() ? "127.0.0.1" : host, port),
          (int) timeout.toMillis());
      if (tls.isPresent()) {
        shakeHands(socket, host, port, tls.get());
      }
      return CheckResult.passing(
          (tls.isPresent() ? "TCP+TLS" : "TCP") + " connect " + address + ": Success");
    } catch (IOException | IllegalArgumentException e) {
      return CheckResult.critical(DialErrors.tell(address, e));
    }
  }

  private void shakeHands(Socket socket, String host, int port, SSLContext context)
      throws IOException {
    socket.setSoTimeout((int) timeout.toMillis());
    try (SSLSocket secure =
        (SSLSocket) context.getSocketFactory().createSocket(socket, host, port, true)) {
      SSLParameters parameters = secure.getSSLParameters();
      if (!serverName.isEmpty()) {
        parameters.setServerNames(List.of(new SNIHostName(serverName)));
      }
      secure.setSSLParameters(parameters);
      secure.startHandshake();
    }
  }
}
