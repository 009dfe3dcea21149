package dev.treaty.agent;

import dev.treaty.agent.feature.PortBook;
import dev.treaty.agent.http.ApiServer;
import dev.treaty.agent.http.Listen;
import dev.treaty.agent.settings.NetworkSettings;
import dev.treaty.agent.settings.TlsSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Opens the HTTP API wherever the settings say. */
final class Listeners {

  private static final String UNIX = "unix://";

  private Listeners() {}

  static void open(ApiServer server, NetworkSettings network, PortBook ports) {
    for (String address : network.clientAddresses()) {
      if (address.startsWith(UNIX)) {
        listen(server, new Listen.Unix(Path.of(address.substring(UNIX.length()))));
        continue;
      }
      int http = network.ports().http();
      if (http >= 0) {
        // All addresses share the port that the first one picked.
        int wanted = ports.port("http").orElse(http);
        ports.opened("http", listen(server, new Listen.Tcp(address, wanted, Optional.empty())));
      }
    }
    TlsSettings tls = network.https();
    int https = network.ports().https();
    if (https >= 0 && tls.certFile().isPresent() && tls.keyFile().isPresent()) {
      Listen.Certificate certificate =
          new Listen.Certificate(tls.certFile().get(), tls.keyFile().get());
      for (String address : network.httpsAddresses()) {
        int wanted = ports.port("https").orElse(https);
        ports.opened(
            "https", listen(server, new Listen.Tcp(address, wanted, Optional.of(certificate))));
      }
    }
  }

  private static int listen(ApiServer server, Listen where) {
    try {
      return server.listen(where);
    } catch (CompletionException e) {
      String reason = e.getCause() == null ? e.toString() : String.valueOf(e.getCause());
      throw new CannotStartException("cannot listen on " + where + ": " + reason, e);
    }
  }
}
