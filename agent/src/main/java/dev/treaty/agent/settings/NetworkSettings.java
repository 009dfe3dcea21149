package dev.treaty.agent.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the agent listens.
 *
 * @param bindAddress for what other servers and peers reach
 * @param advertiseAddress what they are told, for example in peering tokens
 * @param clientAddresses for the HTTP API; each an IP address, or {@code unix://} and a path
 * @param responseHeaders {@code http_config.response_headers}
 * @param tls certificate, key and CA, where configured
 */
public record NetworkSettings(
    String bindAddress,
    String advertiseAddress,
    List<String> clientAddresses,
    Ports ports,
    Map<String, String> responseHeaders,
    Tls tls) {

  /** PEM files as configured, relative to the working folder. */
  public record Tls(
      Optional<Path> certFile,
      Optional<Path> keyFile,
      Optional<Path> caFile,
      boolean verifyIncoming) {
    public static final Tls NONE =
        new Tls(Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  /** Loopback only, Consul's ports. */
  public static final NetworkSettings LOOPBACK =
      new NetworkSettings(
          "127.0.0.1", "127.0.0.1", List.of("127.0.0.1"), Ports.DEFAULT, Map.of(), Tls.NONE);

  public NetworkSettings {
    clientAddresses = List.copyOf(clientAddresses);
    responseHeaders = Map.copyOf(responseHeaders);
  }

  public NetworkSettings withPorts(Ports other) {
    return new NetworkSettings(
        bindAddress, advertiseAddress, clientAddresses, other, responseHeaders, tls);
  }

  public NetworkSettings withBindAddress(String bind, String advertise) {
    return new NetworkSettings(bind, advertise, clientAddresses, ports, responseHeaders, tls);
  }

  public NetworkSettings withClientAddresses(List<String> addresses) {
    return new NetworkSettings(
        bindAddress, advertiseAddress, addresses, ports, responseHeaders, tls);
  }

  public NetworkSettings withResponseHeaders(Map<String, String> headers) {
    return new NetworkSettings(bindAddress, advertiseAddress, clientAddresses, ports, headers, tls);
  }

  public NetworkSettings withTls(Tls files) {
    return new NetworkSettings(
        bindAddress, advertiseAddress, clientAddresses, ports, responseHeaders, files);
  }
}
