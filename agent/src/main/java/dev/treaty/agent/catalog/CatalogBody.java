package dev.treaty.agent.catalog;

import dev.treaty.agent.http.GoDuration;
import dev.treaty.agent.notation.GoStruct;
import dev.treaty.agent.notation.GoText;
import dev.treaty.agent.notation.NotDecodableException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decodes the parts of bodies that describe services, with all spellings Consul knows. */
public final class CatalogBody {

  private static final Pattern DURATION_PART =
      Pattern.compile("(?:\\d+\\.?\\d*|\\.\\d+)([^\\d.]*)");
  private static final Set<String> UNITS = Set.of("ns", "us", "µs", "μs", "ms", "s", "m", "h");

  private CatalogBody() {}

  /** A duration in nanoseconds, written {@code "10s"} or as a number; 0 where absent. */
  public static long duration(GoStruct struct, String... names) {
    Object value = struct.durationValue(names).orElse(0L);
    return value instanceof Long nanos ? nanos : nanos(value.toString());
  }

  private static long nanos(String text) {
    return GoDuration.parse(text)
        .map(Duration::toNanos)
        .orElseThrow(() -> new NotDecodableException(refusal(text)));
  }

  private static String refusal(String text) {
    String bare = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    Matcher parts = DURATION_PART.matcher(bare);
    while (parts.lookingAt()) {
      String unit = parts.group(1);
      if (unit.isEmpty()) {
        return "time: missing unit in duration " + GoText.quote(text);
      }
      if (!UNITS.contains(unit)) {
        return "time: unknown unit " + GoText.quote(unit) + " in duration " + GoText.quote(text);
      }
      parts.region(parts.end(), bare.length());
    }
    return "time: invalid duration " + GoText.quote(text);
  }

  /** The addresses under {@code TaggedAddresses}. */
  public static Map<String, ServiceAddress> addresses(GoStruct struct, String... names) {
    return struct.objectMap(it -> new ServiceAddress(it.text("Address"), it.number("Port")), names);
  }

  /** The weights; empty where absent. */
  public static Optional<Weights> weights(GoStruct struct) {
    return struct.object(it -> new Weights(it.number("Passing"), it.number("Warning")), "Weights");
  }

  /** The locality. */
  public static Locality locality(GoStruct struct) {
    return struct
        .object(it -> new Locality(it.text("Region"), it.text("Zone")), "Locality")
        .orElse(Locality.NONE);
  }

  /** The object under {@code Proxy}. */
  public static ProxyConfig proxy(GoStruct struct) {
    return struct.object(CatalogBody::readProxy, "Proxy").orElse(ProxyConfig.NONE);
  }

  private static ProxyConfig readProxy(GoStruct struct) {
    return new ProxyConfig(
        struct.opaque("EnvoyExtensions"),
        struct.text("DestinationServiceName", "destination_service_name"),
        struct.text("DestinationServiceID", "destination_service_id"),
        struct.text("LocalServiceAddress", "local_service_address"),
        struct.number("LocalServicePort", "local_service_port"),
        struct.text("LocalServiceSocketPath", "local_service_socket_path"),
        struct.text("Mode"),
        struct.opaque("Config"),
        struct.objects(CatalogBody::upstream, "Upstreams"),
        meshGateway(struct),
        struct.object(CatalogBody::expose, "Expose").orElse(ProxyConfig.Expose.NONE),
        struct
            .object(
                it ->
                    new ProxyConfig.Transparent(
                        it.number("OutboundListenerPort"), it.flag("DialedDirectly")),
                "TransparentProxy",
                "transparent_proxy")
            .orElse(ProxyConfig.Transparent.NONE),
        struct
            .object(CatalogBody::accessLogs, "AccessLogs", "access_logs")
            .orElse(ProxyConfig.AccessLogs.NONE));
  }

  private static String meshGateway(GoStruct struct) {
    return struct.object(it -> it.text("Mode"), "MeshGateway", "mesh_gateway").orElse("");
  }

  private static ProxyConfig.Upstream upstream(GoStruct struct) {
    struct.ignore("CentrallyConfigured");
    return new ProxyConfig.Upstream(
        struct.text("DestinationType", "destination_type"),
        struct.text("DestinationNamespace", "destination_namespace"),
        struct.text("DestinationPartition", "destination_partition"),
        struct.text("DestinationPeer", "destination_peer"),
        struct.text("DestinationName", "destination_name"),
        struct.text("Datacenter"),
        struct.text("LocalBindAddress", "local_bind_address"),
        struct.number("LocalBindPort", "local_bind_port"),
        struct.text("LocalBindSocketPath", "local_bind_socket_path"),
        struct.text("LocalBindSocketMode", "local_bind_socket_mode"),
        struct.opaque("Config"),
        meshGateway(struct));
  }

  private static ProxyConfig.Expose expose(GoStruct struct) {
    return new ProxyConfig.Expose(
        struct.flag("Checks"),
        struct.objects(
            it ->
                new ProxyConfig.ExposePath(
                    it.number("ListenerPort", "listener_port"),
                    it.text("Path"),
                    it.number("LocalPathPort", "local_path_port"),
                    it.text("Protocol"),
                    it.flag("ParsedFromCheck")),
            "Paths"));
  }

  private static ProxyConfig.AccessLogs accessLogs(GoStruct struct) {
    return new ProxyConfig.AccessLogs(
        struct.flag("Enabled"),
        struct.flag("DisableListenerLogs"),
        struct.text("Type"),
        struct.text("Path"),
        struct.text("JSONFormat"),
        struct.text("TextFormat"));
  }
}
