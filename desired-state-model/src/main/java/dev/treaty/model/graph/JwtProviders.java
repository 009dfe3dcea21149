package dev.treaty.model.graph;

import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The JWT providers that intentions name. */
final class JwtProviders {

  private JwtProviders() {}

  /** A provider that is named must be there: else nobody could ever pass. */
  static Optional<GraphFault> missing(EntryLookup state, Entry intentions) {
    String partition = intentions.key().tenancy().partition();
    List<EntryKey> missing =
        named(intentions).stream()
            .map(name -> key(partition, name))
            .filter(key -> state.find(key).filter(found -> sameName(found, key)).isEmpty())
            .toList();
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    text.append(missing.size() == 1 ? "1 error" : missing.size() + " errors").append(" occurred:");
    for (EntryKey provider : missing) {
      text.append("\n\t* Referenced JWT Provider does not exist. Provider Name: ")
          .append(provider.name());
    }
    text.append("\n\n");
    return Optional.of(
        GraphFault.of(
            DiagnosticCode.JWT_PROVIDER_MISSING,
            text.toString(),
            intentions.key(),
            missing.get(0)));
  }

  /** Consul gathers the providers by their exact names. */
  private static boolean sameName(Entry found, EntryKey key) {
    return found.key().name().equals(key.name());
  }

  /** One that intentions name must stay. */
  static Optional<GraphFault> used(EntryLookup state, EntryKey provider) {
    String name = state.find(provider).map(found -> found.key().name()).orElse(provider.name());
    return state.ofKind("service-intentions").stream()
        .filter(entry -> entry.key().tenancy().partition().equals(provider.tenancy().partition()))
        .filter(entry -> named(entry).contains(name))
        .min(Comparator.comparing(Entry::key))
        .map(entry ->
            GraphFault.of(
                DiagnosticCode.JWT_PROVIDER_MISSING,
                "cannot delete jwt provider config entry referenced by an intention. Provider"
                    + " name: "
                    + name
                    + ", intention name: "
                    + entry.key().name(),
                entry.key(),
                provider));
  }

  /** The names of all providers that an entry of intentions needs. */
  static Set<String> named(Entry intentions) {
    Set<String> names = new TreeSet<>();
    collect(intentions.body(), names);
    for (Value.Fields source : intentions.body().maps("Sources")) {
      source.maps("Permissions").forEach(permission -> collect(permission, names));
    }
    return names;
  }

  private static void collect(Value.Fields around, Set<String> names) {
    around.fields("JWT").maps("Providers").forEach(provider -> names.add(provider.text("Name")));
  }

  private static EntryKey key(String partition, String name) {
    return new EntryKey("jwt-provider", new Tenancy(partition, "default"), name);
  }
}
