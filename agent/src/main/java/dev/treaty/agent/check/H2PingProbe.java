package dev.treaty.agent.check;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Says hello in HTTP/2 and waits for the answer to a ping. */
record H2PingProbe(String address, Duration timeout, Optional<SSLContext> tls, String serverName)
    implements Probe {

  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};
  private static final byte[] SETTINGS_ACK = {0, 0, 0, 4, 1, 0, 0, 0, 0};
  private static final byte[] PING = {
    0, 0, 8, 6, 0, 0, 0, 0, 0, 't', 'r', 'e', 'a', 't', 'y', 0, 1
  };

  private static final int TYPE_SETTINGS = 4;
  private static final int TYPE_PING = 6;
  private static final int TYPE_GOAWAY = 7;
  private static final int ACK = 1;

  /** No server says more than this before it answers a ping. */
  private static final int MOST_FRAMES = 100;

  private static final int MOST_BYTES = 1 << 14;

  @Override
  public CheckResult run() {
    HostPort to;
    try {
      to = HostPort.of("tcp", address);
    } catch (IllegalArgumentException e) {
      return dialFailed(String.valueOf(e.getMessage()));
    }
    try (Socket plain = new Socket()) {
      try {
        plain.connect(to.resolve(), (int) timeout.toMillis());
        plain.setSoTimeout((int) Math.max(1, timeout.toMillis()));
      } catch (IOException | IllegalArgumentException e) {
        return dialFailed(DialErrors.tell(address, e));
      }
      try (Socket socket = tls.isPresent() ? secured(plain, to, tls.get()) : plain) {
        return ping(socket);
      }
    } catch (SocketTimeoutException e) {
      return CheckResult.critical("HTTP2 ping failed: context deadline exceeded");
    } catch (EOFException e) {
      return CheckResult.critical("HTTP2 ping failed: EOF");
    } catch (IOException e) {
      return CheckResult.critical("HTTP2 ping failed: " + e.getMessage());
    }
  }

  private CheckResult dialFailed(String why) {
    return CheckResult.critical("Failed to dial to " + address + ": " + why);
  }

  private Socket secured(Socket socket, HostPort to, SSLContext context) throws IOException {
    SSLSocket secure =
        (SSLSocket) context.getSocketFactory().createSocket(socket, to.host(), to.port(), true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (!serverName.isEmpty()) {
      parameters.setServerNames(List.of(new SNIHostName(serverName)));
    }
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  private static CheckResult ping(Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(PREFACE);
    out.write(SETTINGS);
    out.write(PING);
    out.flush();
    DataInputStream in = new DataInputStream(socket.getInputStream());
    for (int frame = 0; frame < MOST_FRAMES; frame++) {
      int length =
          (in.readUnsignedByte() << 16) | (in.readUnsignedByte() << 8) | in.readUnsignedByte();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      in.readInt();
      if (length > MOST_BYTES) {
        return CheckResult.critical("HTTP2 ping failed: http2: frame too large");
      }
      in.skipNBytes(length);
      if (type == TYPE_PING && (flags & ACK) != 0) {
        return CheckResult.passing("HTTP2 ping was successful");
      }
      if (type == TYPE_GOAWAY) {
        return CheckResult.critical("HTTP2 ping failed: http2: server sent GOAWAY");
      }
      if (type == TYPE_SETTINGS && (flags & ACK) == 0) {
        out.write(SETTINGS_ACK);
        out.flush();
      }
    }
    return CheckResult.critical("HTTP2 ping failed: no answer among many frames");
  }
}
