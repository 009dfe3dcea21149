package dev.treaty.agent.peering.stream;

import java.util.regex.Pattern;

/** What Consul takes for the id of a node: a UUID of 36 characters. */
final class NodeIds {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private NodeIds() {}

  static boolean isValid(String id) {
    return UUID.matcher(id).matches();
  }
}
