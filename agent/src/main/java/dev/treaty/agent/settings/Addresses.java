package dev.treaty.agent.settings;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Finds the addresses others can reach this machine by. */
public final class Addresses {

  private Addresses() {}

  /** An address of this machine that is not loopback's. */
  record Own(String network, String address, boolean isV4, boolean isPrivate) {}

  /** The bind address itself, or a private one of this machine where it stands for all. */
  public static String of(String bindAddress) {
    if (!bindAddress.equals("0.0.0.0") && !bindAddress.equals("::")) {
      return bindAddress;
    }
    return own().stream().filter(Own::isPrivate).map(Own::address).findFirst().orElse("127.0.0.1");
  }

  /** All of them, in the order of the interfaces. */
  static List<Own> own() {
    List<Own> all = new ArrayList<>();
    try {
      for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        if (!network.isUp() || network.isLoopback()) {
          continue;
        }
        for (InetAddress address : Collections.list(network.getInetAddresses())) {
          boolean v4 = address instanceof Inet4Address;
          if (!address.isLinkLocalAddress()) {
            all.add(
                new Own(
                    network.getName(),
                    address.getHostAddress().replaceFirst("%.*", ""),
                    v4,
                    v4 && address.isSiteLocalAddress()));
          }
        }
      }
    } catch (SocketException e) {
      return List.of();
    }
    return all;
  }
}
