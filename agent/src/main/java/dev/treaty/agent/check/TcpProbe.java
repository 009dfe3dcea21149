package dev.treaty.agent.check;

import java.io.IOException;
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
    HostPort to;
    try {
      to = HostPort.of("tcp", address);
    } catch (IllegalArgumentException e) {
      return CheckResult.critical(String.valueOf(e.getMessage()));
    }
    try (Socket socket = new Socket()) {
      socket.connect(to.resolve(), (int) timeout.toMillis());
      if (tls.isPresent()) {
        shakeHands(socket, to, tls.get());
      }
      return CheckResult.passing(
          (tls.isPresent() ? "TCP+TLS" : "TCP") + " connect " + address + ": Success");
    } catch (IOException | IllegalArgumentException e) {
      return CheckResult.critical(DialErrors.tell(address, e));
    }
  }

  private void shakeHands(Socket socket, HostPort to, SSLContext context) throws IOException {
    socket.setSoTimeout((int) timeout.toMillis());
    try (SSLSocket secure =
        (SSLSocket) context.getSocketFactory().createSocket(socket, to.host(), to.port(), true)) {
      SSLParameters parameters = secure.getSSLParameters();
      if (!serverName.isEmpty()) {
        parameters.setServerNames(List.of(new SNIHostName(serverName)));
      }
      secure.setSSLParameters(parameters);
      secure.startHandshake();
    }
  }
}
