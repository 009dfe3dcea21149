package dev.treaty.agent.config;

import dev.treaty.agent.store.Tables;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.Value;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an entry must fit to among the others ({@code http-and-config-entries} §3.14), for the kinds
 * there are: judged on the state as it would be, inside the command, so that no two writes that are
 * fine alone can break a rule together.
 */
final class EntryRules {

  private static final Set<String> HTTP_LIKE = Set.of("http", "http2", "grpc");

  private final Tables after;

  private EntryRules(Tables after) {
    this.after = after;
  }

  /** Consul's text for the first rule that the write of this entry breaks. */
  static Optional<String> afterPut(Tables after, Entry entry, Optional<Entry> before) {
    EntryRules rules = new EntryRules(after);
    return switch (entry.key().kind()) {
      case "service-intentions" -> rules.intentions(entry);
      case "service-defaults" ->
          rules.permissive(entry, before).or(() -> rules.intentionsOf(entry.key()));
      case "proxy-defaults" ->
          rules.permissive(entry, before).or(() -> rules.allIntentions(entry.key().tenancy()));
      default -> Optional.empty();
    };
  }

  /** The same for its deletion. */
  static Optional<String> afterDelete(Tables after, EntryKey key) {
    EntryRules rules = new EntryRules(after);
    return switch (key.kind()) {
      case "service-defaults" -> rules.intentionsOf(key);
      case "proxy-defaults" -> rules.allIntentions(key.tenancy());
      default -> Optional.empty();
    };
  }

  private Optional<String> permissive(Entry entry, Optional<Entry> before) {
    boolean wasSo = before.filter(EntryRules::isPermissive).isPresent();
    if (!isPermissive(entry) || wasSo) {
      return Optional.empty();
    }
    EntryKey mesh = new EntryKey("mesh", entry.key().tenancy(), "mesh");
    boolean allowed =
        ConfigEntries.get(after, mesh)
            .filter(found -> found.body().flag("AllowEnablingPermissiveMutualTLS"))
            .isPresent();
    return allowed
        ? Optional.empty()
        : Optional.of(
            "cannot set MutualTLSMode=permissive because AllowEnablingPermissiveMutualTLS=false in"
                + " the mesh config entry");
  }

  private static boolean isPermissive(Entry entry) {
    return entry.body().text("MutualTLSMode").equals("permissive");
  }

  private Optional<String> intentionsOf(EntryKey defaults) {
    EntryKey key = new EntryKey("service-intentions", defaults.tenancy(), defaults.name());
    return ConfigEntries.get(after, key).flatMap(this::protocol);
  }

  private Optional<String> allIntentions(Tenancy around) {
    for (Entry entry : ConfigEntries.ofKind(after, "service-intentions")) {
      if (entry.key().tenancy().partition().equals(around.partition())) {
        Optional<String> broken = protocol(entry);
        if (broken.isPresent()) {
          return broken;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> intentions(Entry entry) {
    return providers(entry).or(() -> protocol(entry));
  }

  /** Permissions look at requests, so the destination must speak HTTP. */
  private Optional<String> protocol(Entry intentions) {
    boolean looksAtRequests =
        intentions.body().maps("Sources").stream()
            .anyMatch(source -> !source.items("Permissions").isEmpty());
    String protocol = protocolOf(intentions.key());
    if (!looksAtRequests || HTTP_LIKE.contains(protocol)) {
      return Optional.empty();
    }
    return Optional.of(
        "service \""
            + intentions.key().name()
            + "\" has protocol \""
            + protocol
            + "\", which is incompatible with L7 intentions permissions");
  }

  private String protocolOf(EntryKey service) {
    EntryKey own = new EntryKey("service-defaults", service.tenancy(), service.name());
    String protocol =
        ConfigEntries.get(after, own).map(entry -> entry.body().text("Protocol")).orElse("");
    if (protocol.isEmpty()) {
      Tenancy everywhere = new Tenancy(service.tenancy().partition(), "default");
      protocol =
          ConfigEntries.get(after, new EntryKey("proxy-defaults", everywhere, "global"))
              .map(entry -> protocolIn(entry.body().fields("Config")))
              .orElse("");
    }
    return protocol.isEmpty() ? "tcp" : protocol.toLowerCase(Locale.ROOT);
  }

  private static String protocolIn(Value.Fields config) {
    for (Map.Entry<String, Value> field : config.map().entrySet()) {
      if (field.getKey().equalsIgnoreCase("protocol")
          && field.getValue() instanceof Value.Text(String text)) {
        return text;
      }
    }
    return "";
  }

  /** A provider that is named must be there: else nobody could ever pass. */
  private Optional<String> providers(Entry entry) {
    Optional<String> missing = missing(entry, entry.body());
    for (Value.Fields source : entry.body().maps("Sources")) {
      for (Value.Fields permission : source.maps("Permissions")) {
        missing = missing.or(() -> missing(entry, permission));
      }
    }
    return missing.map(name ->
        "1 error occurred:\n\t* Referenced JWT Provider does not exist. Provider Name: "
            + name
            + "\n\n");
  }

  private Optional<String> missing(Entry entry, Value.Fields around) {
    List<Value.Fields> providers = around.fields("JWT").maps("Providers");
    return providers.stream()
        .map(provider -> provider.text("Name"))
        .filter(name ->
            ConfigEntries.get(
                    after,
                    new EntryKey(
                        "jwt-provider",
                        new Tenancy(entry.key().tenancy().partition(), "default"),
                        name))
                .isEmpty())
        .findFirst();
  }
}
