package dev.treaty.model.project;

import java.util.regex.Pattern;

/** Which names a project may use. */
final class Names {

  static final String CLUSTER_RULE =
      "letters, digits, \"-\" and \"_\", at most 63, starting with a letter or a digit";
  static final String PROJECT_RULE =
      "letters, digits, \".\", \"-\" and \"_\", at most 100, starting with a letter or a digit";
  static final String PEER_RULE =
      "lower-case letters, digits and \"-\", at most 63, starting and ending with a letter or a"
          + " digit";

  private static final Pattern CLUSTER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");
  private static final Pattern PROJECT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /** Consul's own rule for a peer's name. */
  private static final Pattern PEER = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private Names() {}

  static boolean isCluster(String name) {
    return CLUSTER.matcher(name).matches() && !name.equalsIgnoreCase("peering");
  }

  static boolean isProject(String name) {
    return PROJECT.matcher(name).matches();
  }

  static boolean isPeer(String name) {
    return PEER.matcher(name).matches();
  }
}
