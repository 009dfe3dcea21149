package dev.treaty.agent.local;

import java.util.regex.Pattern;

/** Tells IP addresses from names, without asking anybody. */
final class IpText {

  private static final Pattern V4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern V6 = Pattern.compile("(?=.*:.*:)[0-9a-fA-F:.]+");

  private IpText() {}

  static boolean isV4(String address) {
    return V4.matcher(address).matches();
  }

  static boolean isV6(String address) {
    return V6.matcher(address).matches();
  }
}
