package dev.treaty.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class RawConnectionTest {

  private static final String PLAIN = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody";
  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nbod\r\n1\r\ny\r\n0\r\n\r\n";

  @Test
  void readsAnAnswerOfGivenLengthAndThenAChunkedOne() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RawConnection connection = new RawConnection(server.getLocalPort());
        Socket peer = server.accept()) {
      peer.getOutputStream().write((PLAIN + CHUNKED).getBytes(StandardCharsets.US_ASCII));

      assertThat(connection.read(RawConnection.request("GET", "/", ""))).contains("body");
      assertThat(connection.read(RawConnection.request("GET", "/", ""))).contains("body");
    }
  }

  @Test
  void givesNoBodyOfARefusal() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RawConnection connection = new RawConnection(server.getLocalPort());
        Socket peer = server.accept()) {
      String refused = PLAIN.replace("200 OK", "500 Server Error");
      peer.getOutputStream().write((refused + PLAIN).getBytes(StandardCharsets.US_ASCII));

      assertThat(connection.read(RawConnection.request("GET", "/", ""))).isEmpty();
      assertThat(connection.exchange(RawConnection.request("GET", "/", ""))).isEqualTo(200);
    }
  }
}
