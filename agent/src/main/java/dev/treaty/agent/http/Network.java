package dev.treaty.agent.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * A range of IP addresses.
 *
 * @param base its first address
 * @param free how many bits at the end may be anything
 * @param bytes 4 or 16
 */
public record Network(BigInteger base, int free, int bytes) {

  /** Reads {@code 10.0.0.0/8}; a name is never resolved. */
  public static Optional<Network> of(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    Optional<byte[]> address = address(text.substring(0, slash));
    int length = Integer.parseInt(text.substring(slash + 1));
    return address
        .filter(bytes -> length <= bytes.length * 8)
        .map(bytes -> {
          int free = bytes.length * 8 - length;
          BigInteger number = new BigInteger(1, bytes);
          return new Network(number.shiftRight(free).shiftLeft(free), free, bytes.length);
        });
  }

  /** Whether an address, as text, lies in here. */
  public boolean contains(String text) {
    return address(text)
        .filter(address -> address.length == bytes)
        .map(address -> new BigInteger(1, address).shiftRight(free).shiftLeft(free).equals(base))
        .orElse(false);
  }

  private static Optional<byte[]> address(String text) {
    if (!text.matches("[0-9]+(\\.[0-9]+){3}|[0-9a-fA-F.]*:[0-9a-fA-F:.]*")) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text).getAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
