package dev.treaty.agent.catalog;

import java.util.List;

/**
 * What {@code Proxy} says of a service.
 *
 * @param envoyExtensions JSON of the list, or empty
 * @param config JSON of the opaque map, or empty
 */
public record ProxyConfig(
    String envoyExtensions,
    String destinationServiceName,
    String destinationServiceId,
    String localServiceAddress,
    int localServicePort,
    String localServiceSocketPath,
    String mode,
    String config,
    List<Upstream> upstreams,
    String meshGatewayMode,
    Expose expose,
    Transparent transparent,
    AccessLogs accessLogs) {

  public static final ProxyConfig NONE =
      new ProxyConfig(
          "",
          "",
          "",
          "",
          0,
          "",
          "",
          "",
          List.of(),
          "",
          Expose.NONE,
          Transparent.NONE,
          AccessLogs.NONE);

  public ProxyConfig {
    upstreams = List.copyOf(upstreams);
  }

  /** A service the proxy opens a local port for. */
  public record Upstream(
      String destinationType,
      String destinationNamespace,
      String destinationPartition,
      String destinationPeer,
      String destinationName,
      String datacenter,
      String localBindAddress,
      int localBindPort,
      String localBindSocketPath,
      String localBindSocketMode,
      String config,
      String meshGatewayMode) {

    Upstream typed() {
      return destinationType.isEmpty()
          ? new Upstream(
              "service",
              destinationNamespace,
              destinationPartition,
              destinationPeer,
              destinationName,
              datacenter,
              localBindAddress,
              localBindPort,
              localBindSocketPath,
              localBindSocketMode,
              config,
              meshGatewayMode)
          : this;
    }
  }

  /** What is reachable without mTLS. */
  public record Expose(boolean checks, List<ExposePath> paths) {
    public static final Expose NONE = new Expose(false, List.of());

    public Expose {
      paths = List.copyOf(paths);
    }
  }

  /** A path that is reachable without mTLS. */
  public record ExposePath(
      int listenerPort, String path, int localPathPort, String protocol, boolean parsedFromCheck) {}

  /** How a transparent proxy is dialled. */
  public record Transparent(int outboundListenerPort, boolean dialedDirectly) {
    public static final Transparent NONE = new Transparent(0, false);
  }

  /** What the proxy logs of accesses. */
  public record AccessLogs(
      boolean enabled,
      boolean disableListenerLogs,
      String type,
      String path,
      String jsonFormat,
      String textFormat) {
    public static final AccessLogs NONE = new AccessLogs(false, false, "", "", "", "");
  }

  /** The same with another destination and local service. */
  public ProxyConfig toward(String name, String id, String address, int port, String socket) {
    return new ProxyConfig(
        envoyExtensions,
        name,
        id,
        address,
        port,
        socket,
        mode,
        config,
        upstreams,
        meshGatewayMode,
        expose,
        transparent,
        accessLogs);
  }

  /** The same with {@code service} as the type of upstreams that name none. */
  public ProxyConfig withUpstreamTypes() {
    return new ProxyConfig(
        envoyExtensions,
        destinationServiceName,
        destinationServiceId,
        localServiceAddress,
        localServicePort,
        localServiceSocketPath,
        mode,
        config,
        upstreams.stream().map(Upstream::typed).toList(),
        meshGatewayMode,
        expose,
        transparent,
        accessLogs);
  }
}
