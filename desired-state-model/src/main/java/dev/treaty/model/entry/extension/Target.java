package dev.treaty.model.entry.extension;

import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.GoDuration;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A server that an extension calls: a service of the mesh, or one beside the proxy. */
final class Target {

  static final Shape SERVICE =
      Shape.fields()
          .optional("Name", Type.TEXT)
          .optional("Namespace", Type.TEXT)
          .optional("Partition", Type.TEXT)
          .build();

  static final Shape SHAPE =
      Shape.fields()
          .optional("Service", new Type.Struct(SERVICE))
          .optional("URI", Type.TEXT)
          .optional("Timeout", Type.TEXT)
          .build();

  private static final Shape HEADER =
      Shape.fields().optional("Key", Type.TEXT).optional("Value", Type.TEXT).build();

  /** A target that speaks gRPC. */
  static final Shape GRPC_SERVICE =
      Shape.fields()
          .pointer("Target", new Type.Struct(SHAPE))
          .optional("Authority", Type.TEXT)
          .optional("InitialMetadata", Type.list(HEADER).ofPointers())
          .build();

  static final Type.Structs HEADERS = Type.list(HEADER).ofPointers();

  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "::1");
  private static final Pattern PORT = Pattern.compile("[+-]?[0-9]{1,18}");

  private Target() {}

  /** What Consul has against the target of a service, in its order. */
  static List<String> faults(Value.Fields service, String noun) {
    if (service.get("Target").isEmpty()) {
      return List.of(noun + ".Target must be set");
    }
    List<String> faults = new ArrayList<>();
    Value.Fields target = service.fields("Target");
    String uri = target.text("URI");
    if (uri.isEmpty() == target.fields("Service").text("Name").isEmpty()) {
      faults.add("exactly one of Target.Service or Target.URI must be set");
    }
    if (!uri.isEmpty()) {
      address(uri, faults);
    }
    String timeout = target.text("Timeout");
    if (!timeout.isEmpty() && GoDuration.parse(timeout) instanceof GoDuration.Bad(String cause)) {
      faults.add(
          "failed to parse Target.Timeout " + GoFormat.quote(timeout) + " as a duration: " + cause);
    }
    return faults;
  }

  /** The faults of a service, as one of its surroundings shows them. */
  static String wrapped(String field, List<String> faults) {
    return "failed to validate Config." + field + ": " + Findings.multi(faults);
  }

  private static void address(String uri, List<String> faults) {
    int protocol = uri.indexOf("://");
    String address = protocol < 0 ? uri : uri.substring(protocol + 3);
    int colon = address.lastIndexOf(':');
    boolean readable =
        colon >= 0
            && colon < address.length() - 1
            && PORT.matcher(address.substring(colon + 1)).matches();
    if (!readable) {
      faults.add("invalid format for Target.URI " + GoFormat.quote(uri) + ": expected host:port");
      return;
    }
    if (colon > 0 && !LOCAL.contains(address.substring(0, colon))) {
      faults.add(
          "invalid host for Target.URI "
              + GoFormat.quote(uri)
              + ": expected \"localhost\", \"127.0.0.1\", or \"::1\"");
    }
  }
}
