package dev.treaty.agent;

import dev.treaty.agent.feature.PortBook;
import dev.treaty.agent.http.ApiServer;
import dev.treaty.agent.http.Listen;
import dev.treaty.agent.http.ServerTls;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.settings.NetworkSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Opens the HTTP API wherever the settings say. */
final class Listeners {

  private static final String UNIX = "unix://";

  private Listeners() {}

  static void open(
      ApiServer server, AgentSettings settings, PortBook ports, Supplier<ServerTls> tls) {
    NetworkSettings network = settings.network();
    int headers = settings.operation().http().maxHeaderBytes();
    for (String address : network.clientAddresses()) {
      if (address.startsWith(UNIX)) {
        listen(server, new Listen.Unix(Path.of(address.substring(UNIX.length()))), headers);
        continue;
      }
      int http = network.ports().http();
      if (http >= 0) {
        // All addresses share the port that the first one picked.
        int wanted = ports.port("http").orElse(http);
        ports.opened(
            "http", listen(server, new Listen.Tcp(address, wanted, Optional.empty()), headers));
      }
    }
    if (isSecure(settings)) {
      Optional<ServerTls> spoken = Optional.of(tls.get());
      for (String address : network.httpsAddresses()) {
        int wanted = ports.port("https").orElse(network.ports().https());
        ports.opened("https", listen(server, new Listen.Tcp(address, wanted, spoken), headers));
      }
    }
  }

  /** Whether there is an HTTPS listener: it has a port and something to show. */
  static boolean isSecure(AgentSettings settings) {
    return settings.network().ports().https() >= 0 && settings.network().https().isConfigured();
  }

  private static int listen(ApiServer server, Listen where, int headers) {
    try {
      return headers > 0 ? server.listen(where, headers) : server.listen(where);
    } catch (CompletionException e) {
      String reason = e.getCause() == null ? e.toString() : String.valueOf(e.getCause());
      throw new CannotStartException("cannot listen on " + where + ": " + reason, e);
    }
  }
}
