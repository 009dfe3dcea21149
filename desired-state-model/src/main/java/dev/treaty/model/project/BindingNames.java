package dev.treaty.model.project;

import dev.treaty.model.peering.ClusterName;
import java.util.Locale;

/** The environment variables that bind a cluster. */
final class BindingNames {

  private BindingNames() {}

  /** The cluster's name in capitals, {@code -} as {@code _}. */
  static String variablePart(ClusterName name) {
    return name.text().toUpperCase(Locale.ROOT).replace('-', '_');
  }

  static String address(ClusterName name) {
    return "TREATY_" + variablePart(name) + "_HTTP_ADDR";
  }

  static String token(ClusterName name) {
    return "TREATY_" + variablePart(name) + "_HTTP_TOKEN";
  }

  static String caFile(ClusterName name) {
    return "TREATY_" + variablePart(name) + "_CACERT";
  }
}
