package dev.treaty.model.entry.extension;

import dev.treaty.model.schema.Gate;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.util.List;
import java.util.Optional;

/** The Envoy extensions that come with Consul. */
public final class Extensions {

  private static final List<Extension> ALL =
      List.of(
          new LuaExtension(),
          new LambdaExtension(),
          new ExternalAuthorization(),
          new WasmExtension(),
          new PropertyOverride(),
          new AccessLogging());

  private Extensions() {}

  /** The names of those that a server has. */
  public static List<String> names(Gate server) {
    return ALL.stream()
        .filter(extension -> extension.since().isReachedBy(server))
        .map(Extension::name)
        .toList();
  }

  /** What Consul has against an element of {@code EnvoyExtensions}, if anything. */
  public static Optional<Fault> fault(Value.Fields extension, Gate server) {
    String name = extension.text("Name");
    if (name.isEmpty()) {
      return Optional.of(new Fault("Name", ": Name is required"));
    }
    for (String key : List.of("EnvoyVersion", "ConsulVersion")) {
      String written = extension.text(key);
      Optional<String> fault =
          written.isEmpty() ? Optional.empty() : VersionConstraint.fault(written);
      if (fault.isPresent()) {
        return Optional.of(new Fault(key, "." + key + ": " + fault.get()));
      }
    }
    String prefix = "[" + name + "]: ";
    Optional<Extension> found =
        ALL.stream()
            .filter(known -> known.name().equals(name) && known.since().isReachedBy(server))
            .findFirst();
    return found.isEmpty()
        ? Optional.of(
            new Fault(
                "Name", prefix + "name " + GoFormat.quote(name) + " is not a built-in extension"))
        : found
            .get()
            .fault(extension.fields("Arguments"), server)
            .map(text -> new Fault("Arguments", prefix + text));
  }

  /**
   * What is wrong.
   *
   * @param key which key of the extension is at fault
   * @param text Consul's words, as they follow {@code invalid EnvoyExtensions[0]}
   */
  public record Fault(String key, String text) {}
}
