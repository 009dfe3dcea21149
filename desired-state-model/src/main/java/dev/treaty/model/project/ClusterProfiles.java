package dev.treaty.model.project;

import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.peering.ClusterName;
import java.util.Map;

/** Which Consul each cluster runs, as far as it is known. */
@FunctionalInterface
public interface ClusterProfiles {

  /** Every cluster as {@code validate} assumes without asking. */
  ClusterProfiles DEFAULT = name -> ServerProfile.DEFAULT;

  ServerProfile of(ClusterName cluster);

  /** The same for all clusters. */
  static ClusterProfiles all(ServerProfile profile) {
    return name -> profile;
  }

  /** What is known, and the default for the others. */
  static ClusterProfiles known(Map<ClusterName, ServerProfile> known) {
    Map<ClusterName, ServerProfile> copy = Map.copyOf(known);
    return name -> copy.getOrDefault(name, ServerProfile.DEFAULT);
  }
}
