package dev.treaty.agent;

import dev.treaty.agent.http.Manners;
import dev.treaty.agent.http.Network;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.settings.HttpSettings;
import java.util.Optional;

/** What an operator sets, in the form that the HTTP server is told of it. */
final class Operation {

  private Operation() {}

  static Manners manners(AgentSettings settings) {
    HttpSettings http = settings.operation().http();
    return new Manners(
        settings.network().responseHeaders(),
        http.blockedEndpoints(),
        http.writersFrom().stream().map(Network::of).flatMap(Optional::stream).toList(),
        http.connectionsPerClient(),
        http.defaultWait(),
        http.maxWait(),
        http.unprintablePaths());
  }
}
