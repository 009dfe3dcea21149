package dev.treaty.agent.check;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Sends a datagram: whatever comes back is good, and so is nothing, but a refusal. It holds one
 * zero byte, for Java sends no empty ones.
 */
record UdpProbe(String address, Duration timeout) implements Probe {

  @Override
  public CheckResult run() {
    HostPort to;
    try {
      to = HostPort.of("udp", address);
    } catch (IllegalArgumentException e) {
      return CheckResult.critical(String.valueOf(e.getMessage()));
    }
    CheckResult success = CheckResult.passing("UDP connect " + address + ": Success");
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(to.resolve());
      socket.setSoTimeout((int) Math.max(1, timeout.toMillis()));
      socket.send(new DatagramPacket(new byte[1], 1));
      socket.receive(new DatagramPacket(new byte[1], 1));
      return success;
    } catch (SocketTimeoutException e) {
      return success;
    } catch (PortUnreachableException e) {
      return CheckResult.critical("read udp " + address + ": read: connection refused");
    } catch (IOException | IllegalArgumentException e) {
      return CheckResult.critical(DialErrors.tell(address, e).replace("dial tcp", "dial udp"));
    }
  }
}
