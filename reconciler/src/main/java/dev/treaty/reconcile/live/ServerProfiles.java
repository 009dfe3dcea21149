package dev.treaty.reconcile.live;

import dev.treaty.model.entry.ConsulVersion;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.value.Value;
import java.util.Locale;
import java.util.Optional;

/** Tells a server's release and edition from {@code /v1/agent/self}. */
public final class ServerProfiles {
  private ServerProfiles() {}

  /**
   * The profile; empty where the answer names no release.
   *
   * <p>Consul Enterprise says {@code ent} in {@code VersionMetadata} or behind the version.
   * Treaty's own agent says which edition it behaves as in {@code Config.Edition}.
   */
  public static Optional<ServerProfile> of(Value.Fields self) {
    Value.Fields config = self.fields("Config");
    String version = config.text("Version");
    try {
      return Optional.of(new ServerProfile(ConsulVersion.of(version), edition(self, version)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static ServerProfile.Edition edition(Value.Fields self, String version) {
    Value.Fields config = self.fields("Config");
    String metadata = config.text("VersionMetadata").toLowerCase(Locale.ROOT);
    boolean enterprise =
        version.contains("+ent")
            || metadata.contains("ent")
            || config.text("Edition").equalsIgnoreCase("enterprise");
    return enterprise ? ServerProfile.Edition.ENTERPRISE : ServerProfile.Edition.COMMUNITY;
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
