package dev.treaty.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * One keep-alive connection that sends ready-made requests: the load generator must cost less than
 * what it measures, so it parses only the status and the length.
 */
final class RawConnection implements AutoCloseable {

  /** What becomes of an answer's bytes. */
  private interface Body {
    void take(InputStream from, long size) throws IOException;
  }

  private final Socket socket;
  private final InputStream in;

  RawConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(30_000);
    in = new BufferedInputStream(socket.getInputStream(), 16_384);
  }

  static byte[] request(String method, String path, String body) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
            + content.length
            + "\r\n\r\n";
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    byte[] whole = java.util.Arrays.copyOf(start, start.length + content.length);
    System.arraycopy(content, 0, whole, start.length, content.length);
    return whole;
  }

  /** Sends a request whose answer is not awaited. */
  void send(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
  }

  /** Sends the request, reads the whole answer and gives its status. */
  int exchange(byte[] request) throws IOException {
    return exchange(request, InputStream::skipNBytes);
  }

  /** Sends the request and gives the answer's body, if its status is 200. */
  Optional<String> read(byte[] request) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int status =
        exchange(request, (from, size) -> body.write(from.readNBytes(Math.toIntExact(size))));
    return status == 200 ? Optional.of(body.toString(StandardCharsets.UTF_8)) : Optional.empty();
  }

  private int exchange(byte[] request, Body body) throws IOException {
    socket.getOutputStream().write(request);
    String statusLine = line();
    int status = Integer.parseInt(statusLine.substring(9, 12));
    long length = 0;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(15).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        chunked = lower.contains("chunked");
      }
    }
    if (chunked) {
      for (long size = chunkSize(); size > 0; size = chunkSize()) {
        body.take(in, size);
        line();
      }
      line();
    } else {
      body.take(in, length);
    }
    return status;
  }

  private long chunkSize() throws IOException {
    return Long.parseLong(line().strip(), 16);
  }

  private String line() throws IOException {
    StringBuilder text = new StringBuilder(64);
    while (true) {
      int c = in.read();
      if (c < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (c == '\n') {
        return text.toString();
      }
      if (c != '\r') {
        text.append((char) c);
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
