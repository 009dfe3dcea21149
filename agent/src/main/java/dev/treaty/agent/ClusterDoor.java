package dev.treaty.agent;

import dev.treaty.agent.cluster.Membership;
import dev.treaty.agent.cluster.trust.Identity;
import dev.treaty.agent.feature.PortBook;
import dev.treaty.agent.http.ApiServer;
import dev.treaty.agent.http.HttpEngine;
import dev.treaty.agent.http.Listen;
import dev.treaty.agent.http.PeerClient;
import dev.treaty.agent.http.PeerTls;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.settings.ClusterSettings;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the agents of a cluster meet: {@code ports.serf_lan}. */
final class ClusterDoor {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterDoor.class);

  private final AgentSettings settings;
  private final HttpEngine engine;
  private final PortBook ports;

  ClusterDoor(AgentSettings settings, HttpEngine engine, PortBook ports) {
    this.settings = settings;
    this.engine = engine;
    this.ports = ports;
  }

  /** Who this agent is to others. */
  static Identity identity(AgentSettings settings) {
    try {
      Identity identity = Identity.of(settings);
      if (!settings.cluster().trust().isGiven()) {
        LOG.warn(
            "no secret is set: whoever can reach {} can join; set encrypt before anything else"
                + " than loopback is bound",
            settings.network().bindAddress());
      }
      return identity;
    } catch (Identity.BadFileException e) {
      throw new CannotStartException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Opens it for one agent of several: without it there is nothing to be done. */
  void open(ApiServer server, Membership membership, PeerTls tls) {
    listen(server, tls);
    membership.start(new PeerClient(engine, tls));
  }

  /**
   * Opens it behind the back of a server that is alone, so that client agents can join: that is
   * worth no moment of its start, nor a failure.
   */
  void openLater(ApiServer server, Membership membership, Executor workers) {
    ClusterSettings cluster = settings.cluster();
    boolean safe = cluster.trust().isGiven() || ClusterSettings.isLoopback(bind());
    if (settings.network().ports().serfLan() < 0 || settings.dev() || !safe) {
      return;
    }
    workers.execute(() -> {
      try {
        open(server, membership, Identity.of(settings).tls());
      } catch (RuntimeException e) {
        LOG.info("no other agent can join this one: {}", e.getMessage());
      }
    });
  }

  private String bind() {
    return settings.network().bindAddress();
  }

  private void listen(ApiServer server, PeerTls tls) {
    int wanted = settings.network().ports().serfLan();
    if (wanted < 0) {
      throw new CannotStartException(
          "agents of a cluster meet at ports.serf_lan, which is switched off",
          new IllegalArgumentException());
    }
    try {
      ports.opened("serf_lan", server.listen(new Listen.Peers(bind(), wanted, tls)));
    } catch (CompletionException e) {
      String reason = e.getCause() == null ? e.toString() : String.valueOf(e.getCause());
      throw new CannotStartException(
          "cannot listen on " + bind() + ":" + wanted + " for other agents: " + reason, e);
    }
  }
}
