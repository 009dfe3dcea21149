package dev.treaty.reconcile.live;

import dev.treaty.model.entry.ConsulVersion;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.value.Value;
import java.util.Optional;

/** Tells a server's release and edition from {@code /v1/agent/self}. */
public final class ServerProfiles {
  private ServerProfiles() {}

  /**
   * The profile; empty where the answer names no release.
   *
   * <p>Consul Enterprise says {@code ent} in its build's metadata and behind its version; so does
   * Treaty's agent, which serves what Enterprise does, unless it is told to behave as Community.
   */
  public static Optional<ServerProfile> of(Value.Fields self) {
    String version = self.fields("Config").text("Version");
    String metadata = self.fields("Stats").fields("build").text("version_metadata");
    boolean enterprise = version.contains("+ent") || metadata.equals("ent");
    try {
      return Optional.of(
          new ServerProfile(
              ConsulVersion.of(version),
              enterprise ? ServerProfile.Edition.ENTERPRISE : ServerProfile.Edition.COMMUNITY));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether a call that no intention decides is let through. */
  static boolean allowsByDefault(Value.Fields self) {
    Value.Fields debug = self.fields("DebugConfig");
    String intentions = debug.text("DefaultIntentionPolicy");
    if (!intentions.isEmpty()) {
      return !intentions.equals("deny");
    }
    return !deniesByDefault(self);
  }

  /** Whether ACLs hide from a caller without rights what it may not see. */
  static boolean deniesByDefault(Value.Fields self) {
    Value.Fields debug = self.fields("DebugConfig");
    Value.Fields resolver = debug.fields("ACLResolverSettings");
    String policy =
        resolver.text("ACLDefaultPolicy").isEmpty()
            ? debug.text("ACLDefaultPolicy")
            : resolver.text("ACLDefaultPolicy");
    return debug.flag("ACLsEnabled") && policy.equals("deny");
  }
}
