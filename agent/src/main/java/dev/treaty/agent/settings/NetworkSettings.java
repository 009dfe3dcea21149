package dev.treaty.agent.settings;

import java.util.List;
import java.util.Map;

/**
 * Where the agent listens.
 *
 * @param bindAddress for what other servers and peers reach
 * @param advertiseAddress what they are told, for example in peering tokens
 * @param clientAddresses for the HTTP API; each an IP address, or {@code unix://} and a path
 * @param responseHeaders {@code http_config.response_headers}
 * @param https the TLS of the HTTP API
 * @param httpsAddresses like {@code clientAddresses}, for HTTPS
 */
public record NetworkSettings(
    String bindAddress,
    String advertiseAddress,
    List<String> clientAddresses,
    Ports ports,
    Map<String, String> responseHeaders,
    TlsSettings https,
    List<String> httpsAddresses) {

  /** Loopback only, Consul's ports. */
  public static final NetworkSettings LOOPBACK =
      new NetworkSettings(
          "127.0.0.1",
          "127.0.0.1",
          List.of("127.0.0.1"),
          Ports.DEFAULT,
          Map.of(),
          TlsSettings.NONE,
          List.of("127.0.0.1"));

  public NetworkSettings {
    clientAddresses = List.copyOf(clientAddresses);
    httpsAddresses = List.copyOf(httpsAddresses);
    responseHeaders = Map.copyOf(responseHeaders);
  }

  public NetworkSettings withPorts(Ports other) {
    return new NetworkSettings(
        bindAddress,
        advertiseAddress,
        clientAddresses,
        other,
        responseHeaders,
        https,
        httpsAddresses);
  }

  public NetworkSettings withBindAddress(String bind, String advertise) {
    return new NetworkSettings(
        bind, advertise, clientAddresses, ports, responseHeaders, https, httpsAddresses);
  }

  /** The addresses of HTTP and of HTTPS. */
  public NetworkSettings withClientAddresses(List<String> http, List<String> forHttps) {
    return new NetworkSettings(
        bindAddress, advertiseAddress, http, ports, responseHeaders, https, forHttps);
  }

  public NetworkSettings withResponseHeaders(Map<String, String> headers) {
    return new NetworkSettings(
        bindAddress, advertiseAddress, clientAddresses, ports, headers, https, httpsAddresses);
  }

  public NetworkSettings withHttps(TlsSettings other) {
    return new NetworkSettings(
        bindAddress,
        advertiseAddress,
        clientAddresses,
        ports,
        responseHeaders,
        other,
        httpsAddresses);
  }
}
