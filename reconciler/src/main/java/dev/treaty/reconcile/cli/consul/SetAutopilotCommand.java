package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code operator autopilot set-config}: what no flag names stays as it is. */
@Command(name = "set-config", description = "Modify the current Autopilot configuration.")
final class SetAutopilotCommand extends ServerCall {

  @Option(
      names = "--cleanup-dead-servers",
      paramLabel = "<true|false>",
      description = "Put dead servers out of the group while enough others live")
  @Nullable Boolean cleanup;

  @Option(
      names = "--last-contact-threshold",
      paramLabel = "<duration>",
      description = "A server that is silent for longer is not healthy")
  String lastContact = "";

  @Option(
      names = "--max-trailing-logs",
      paramLabel = "<number>",
      description = "A server that is further behind is not healthy")
  @Nullable BigInteger trailing;

  @Option(
      names = "--min-quorum",
      paramLabel = "<number>",
      description = "Never put so many out that fewer than this are left")
  @Nullable BigInteger minQuorum;

  @Option(
      names = "--server-stabilization-time",
      paramLabel = "<duration>",
      description = "How long a server is dead before it is put out")
  String stabilization = "";

  @Option(names = "--redundancy-zone-tag", hidden = true)
  Optional<String> zone = Optional.empty();

  @Option(names = "--disable-upgrade-migration", hidden = true)
  @Nullable Boolean disableMigration;

  @Option(names = "--upgrade-version-tag", hidden = true)
  Optional<String> versionTag = Optional.empty();

  @Override
  int run(ConsulClient client) {
    ConsulAnswer<Value> now =
        client.sendForJson(in(ConsulCall.get("operator", "autopilot", "configuration")));
    if (!(now.done().orElse(Value.Nothing.NULL) instanceof Value.Fields config)) {
      return fail("Error querying Autopilot configuration: " + GoErrors.of(now));
    }
    Value.Fields wanted = config;
    wanted = flag(wanted, "CleanupDeadServers", cleanup);
    wanted = text(wanted, "LastContactThreshold", lastContact);
    wanted = number(wanted, "MaxTrailingLogs", trailing);
    wanted = number(wanted, "MinQuorum", minQuorum);
    wanted = text(wanted, "ServerStabilizationTime", stabilization);
    wanted = flag(wanted, "DisableUpgradeMigration", disableMigration);
    if (zone.isPresent()) {
      wanted = wanted.with("RedundancyZoneTag", Value.text(zone.get()));
    }
    if (versionTag.isPresent()) {
      wanted = wanted.with("UpgradeVersionTag", Value.text(versionTag.get()));
    }
    ConsulAnswer<Value> set =
        client.sendForJson(
            in(ConsulCall.put("operator", "autopilot", "configuration"))
                .with("cas", Texts.number(config, "ModifyIndex"))
                .withBody(ValueJson.write(wanted).getBytes(StandardCharsets.UTF_8)));
    if (!(set.done().orElse(Value.Nothing.NULL) instanceof Value.Flag(boolean stands))) {
      return fail("Error setting Autopilot configuration: " + GoErrors.of(set));
    }
    return stands
        ? say("Configuration updated!")
        : fail("Configuration could not be atomically updated, please try again");
  }

  private static Value.Fields flag(Value.Fields config, String key, @Nullable Boolean value) {
    return value == null ? config : config.with(key, new Value.Flag(value));
  }

  private static Value.Fields text(Value.Fields config, String key, String value) {
    return value.isEmpty() ? config : config.with(key, Value.text(value));
  }

  private static Value.Fields number(Value.Fields config, String key, @Nullable BigInteger value) {
    return value == null ? config : config.with(key, new Value.Whole(value));
  }
}
